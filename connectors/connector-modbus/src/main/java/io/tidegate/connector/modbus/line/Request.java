package io.tidegate.connector.modbus.line;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import io.tidegate.connector.modbus.plan.Block;
import io.tidegate.connector.modbus.plan.Span;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A request that reads tags, and where in its answer each of them is.
 *
 * @param spans those of the tags.
 * @param block planned of these spans.
 */
record Request(Block block, ModbusRequestPdu pdu, List<Tag> tags, List<Span> spans) {

  /** The part of a plan. */
  static Request of(Block block, List<Tag> planned) {
    List<Tag> tags = block.members().stream().map(planned::get).toList();
    List<Span> spans = tags.stream().map(Tag::span).toList();
    Block own =
        new Block(
            block.table(),
            block.first(),
            block.length(),
            IntStream.range(0, tags.size()).boxed().toList());
    return new Request(own, block.table().read(block.first(), block.length()), tags, spans);
  }

  /** Where it reads, for people. */
  String place() {
    int last = block.end() - 1;
    return block.table() + (block.length() == 1 ? " " + last : " " + block.first() + " to " + last);
  }
}
