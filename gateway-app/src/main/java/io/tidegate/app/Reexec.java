package io.tidegate.app;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts the program that this process runs anew in its place, with its number, arguments,
 * environment and working folder: whoever watches over the process sees it go on, be it systemd, a
 * container or a shell. Only where there is {@code /proc}, that is, on Linux.
 */
@SuppressWarnings(
    "restricted") // native functions: the distribution allows them, Netty has some, too
final class Reexec {

  private static final Path SELF = Path.of("/proc/self");

  // fcntl(2): the two numbers are the same on every Linux.
  private static final int F_SETFD = 2;
  private static final int FD_CLOEXEC = 1;
  private static final int FIRST_AFTER_STANDARD = 3;

  private final Linker linker = Linker.nativeLinker();

  /**
   * Never returns.
   *
   * @throws IOException if that is not possible; the process goes on as before.
   */
  static void now() throws IOException {
    if (!Files.isReadable(SELF.resolve("cmdline"))) {
      throw new IOException("there is no " + SELF);
    }
    List<String> arguments =
        List.of(Files.readString(SELF.resolve("cmdline"), StandardCharsets.UTF_8).split("\0", -1));
    String program = Files.readSymbolicLink(SELF.resolve("exe")).toString();
    try {
      // The last argument ends with a zero, too.
      new Reexec().execute(program, arguments.subList(0, arguments.size() - 1));
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  @SuppressWarnings("IllegalThrows") // what a method handle throws
  private void execute(String program, List<String> arguments) throws Throwable {
    closeFilesOnExec();
    MethodHandle execv =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("execv"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment list = arena.allocate(ADDRESS, arguments.size() + 1L);
      for (int i = 0; i < arguments.size(); i++) {
        list.setAtIndex(ADDRESS, i, arena.allocateFrom(arguments.get(i)));
      }
      list.setAtIndex(ADDRESS, arguments.size(), MemorySegment.NULL);
      int _ = (int) execv.invokeExact(arena.allocateFrom(program), list);
    }
    throw new IOException(program + " can't be executed");
  }

  /** Java's files and connections would otherwise stay open in a program that knows none. */
  private void closeFilesOnExec() throws Throwable {
    MethodHandle fcntl =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("fcntl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    for (int descriptor : openFiles()) {
      int _ = (int) fcntl.invokeExact(descriptor, F_SETFD, FD_CLOEXEC);
    }
  }

  private static int[] openFiles() throws IOException {
    try (Stream<Path> files = Files.list(SELF.resolve("fd"))) {
      return files
          .mapToInt(file -> Integer.parseInt(String.valueOf(file.getFileName())))
          .filter(descriptor -> descriptor >= FIRST_AFTER_STANDARD)
          .toArray();
    }
  }
}
