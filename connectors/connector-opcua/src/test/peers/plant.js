"use strict";
// What the test server serves. Namespace 2, "urn:tidegate:plant", below Objects:
//
//   Plant
//     Pump1, Pump2      a device each: serialNumber, Temperature, Running, Frequency, Flow, Mode,
//                       Sub/Temp, Sub/2.Temp, and methods multiply, scale, greet, sleep, refuse
//     Boiler 1          a name with a space: "Water Temp"
//     Line.A            a name with a dot: Speed.Max
//     Types             a variable of each built-in type, arrays, structures, enumerations
//     Load              n0, n1, ... that change by themselves
//     History           Level, Flow and Heat, whose values are kept; Level may count up by itself
//
// The node id of everything is its path with slashes: ns=2;s=Plant/Pump1/Temperature.
const opcua = require("node-opcua");
const { DataType, VariantArrayType, StatusCodes, AccessLevelFlag } = opcua;

const NAMESPACE = "urn:tidegate:plant";

exports.addPlant = function addPlant(server, { nodes, interval, historyInterval }) {
  const addressSpace = server.engine.addressSpace;
  const namespace = addressSpace.getNamespace(NAMESPACE);
  const plant = new Plant(addressSpace, namespace);
  plant.addDevices();
  plant.addTypes();
  plant.addHistory(historyInterval);
  plant.addLoad(nodes, interval);
  return plant;
};

class Plant {
  constructor(addressSpace, namespace) {
    this.addressSpace = addressSpace;
    this.namespace = namespace;
    this.load = [];
    this.round = 0;
    this.level = 0;
    this.root = this.folder(addressSpace.rootFolder.objects, "Plant");
  }

  idOf(parent, name) {
    const prefix = parent.nodeId.namespace === this.namespace.index ? `${parent.nodeId.value}/` : "";
    return `s=${prefix}${name}`;
  }

  folder(parent, name) {
    return this.namespace.addObject({
      organizedBy: parent,
      browseName: name,
      nodeId: this.idOf(parent, name),
      typeDefinition: "FolderType",
    });
  }

  object(parent, name) {
    return this.namespace.addObject({ componentOf: parent, browseName: name, nodeId: this.idOf(parent, name) });
  }

  variable(parent, name, dataType, value, more = {}) {
    const { arrayType, dimensions, statusCode, nodeId, dataTypeNode, ...rest } = more;
    const variable = this.namespace.addVariable({
      componentOf: parent,
      browseName: name,
      nodeId: nodeId ?? this.idOf(parent, name),
      dataType: dataTypeNode ?? dataType,
      minimumSamplingInterval: 0,
      ...(arrayType === VariantArrayType.Array && { valueRank: 1 }),
      ...(arrayType === VariantArrayType.Matrix && {
        valueRank: dimensions.length,
        arrayDimensions: dimensions,
      }),
      ...rest,
    });
    variable.setValueFromSource(
      { dataType: DataType[dataType], value, arrayType: arrayType ?? VariantArrayType.Scalar, dimensions },
      statusCode ?? StatusCodes.Good,
    );
    return variable;
  }

  addDevices() {
    for (const [name, serialNumber] of [["Pump1", "SN-1"], ["Pump2", "SN-2"]]) {
      const pump = this.object(this.root, name);
      this.variable(pump, "serialNumber", "String", serialNumber);
      this.variable(pump, "Temperature", "Double", 21.5);
      this.variable(pump, "Running", "Boolean", true);
      this.variable(pump, "Frequency", "Int32", 50);
      this.variable(pump, "Flow", "Float", 1.5);
      this.variable(pump, "Mode", "UInt16", 3);
      this.variable(pump, "Curve", "Int32", new Int32Array([1, 2]), { arrayType: VariantArrayType.Array });
      this.variable(pump, "Comment", "String", "");
      this.variable(pump, "ReadOnly", "Int32", 7, { accessLevel: "CurrentRead", userAccessLevel: "CurrentRead" });
      const sub = this.object(pump, "Sub");
      this.variable(sub, "Temp", "Double", 1.25);
      this.variable(sub, "2.Temp", "Double", 2.25);
      this.addMethods(pump);
    }
    this.variable(this.object(this.root, "Boiler 1"), "Water Temp", "Double", 65.5);
    this.variable(this.object(this.root, "Line.A"), "Speed.Max", "UInt32", 1200);
  }

  addMethods(parent) {
    this.method(parent, "multiply", { a: "Int32", b: "Int32" }, { product: "Int32" }, ([a, b]) => [a * b]);
    this.method(parent, "scale", { factor: "Float" }, { result: "Float" }, ([factor]) => [factor * 2]);
    this.method(parent, "greet", { name: "String" }, { text: "String", length: "UInt32" }, ([name]) => [
      `Hello ${name}`,
      name.length,
    ]);
    this.method(parent, "sleep", { millis: "UInt32" }, {}, async ([millis]) => {
      await new Promise((resolve) => setTimeout(resolve, millis));
      return [];
    });
    this.method(parent, "total", { row: ["Double", 1] }, { sum: "Double" }, ([row]) => [row.reduce((a, b) => a + b, 0)]);
    this.method(parent, "trace", { matrix: ["Double", 2] }, { sum: "Double" }, ([all]) => [all[0] + all[3]]);
    this.method(parent, "Flow", {}, {}, () => [], "method Flow");
    this.method(parent, "refuse", {}, {}, () => {
      throw StatusCodes.BadInvalidState;
    });
  }

  // A type is a name, or a name and how many dimensions its values have.
  method(parent, name, inputs, outputs, action, id = name) {
    const described = (all) =>
      Object.entries(all).map(([argument, type]) => {
        const [dataType, rank] = [type].flat();
        return {
          name: argument,
          dataType: DataType[dataType],
          ...(rank && { valueRank: rank, arrayDimensions: Array(rank).fill(0) }),
        };
      });
    const outputTypes = Object.values(outputs);
    const method = this.namespace.addMethod(parent, {
      browseName: name,
      nodeId: this.idOf(parent, id),
      inputArguments: described(inputs),
      outputArguments: described(outputs),
    });
    const call = async (given) => {
      try {
        const results = await action(given.map((each) => each.value));
        return {
          statusCode: StatusCodes.Good,
          outputArguments: results.map((value, i) => ({ dataType: DataType[outputTypes[i]], value })),
        };
      } catch (status) {
        return { statusCode: status };
      }
    };
    method.bindMethod((given, context, callback) => call(given).then((result) => callback(null, result)));
  }

  addTypes() {
    const types = this.folder(this.root, "Types");
    const when = new Date("2024-01-02T03:04:05Z");
    const scalars = {
      Boolean: true,
      SByte: -8,
      Byte: 8,
      Int16: -16,
      UInt16: 16,
      Int32: -32,
      UInt32: 4294967295,
      Int64: [0xffffffff, 0xffffffff],
      UInt64: [0xffffffff, 0xffffffff],
      Float: 0.5,
      Double: 12.25,
      String: "text",
      DateTime: when,
      Guid: "72962B91-FA75-4AE6-8D28-B404DC7DAF63",
      ByteString: Buffer.from("01ff", "hex"),
      XmlElement: "<a>1</a>",
      NodeId: opcua.resolveNodeId("ns=2;i=5"),
      StatusCode: StatusCodes.BadSensorFailure,
      QualifiedName: { namespaceIndex: 2, name: "Qualified" },
      LocalizedText: { locale: "en", text: "hello" },
    };
    for (const [name, value] of Object.entries(scalars)) {
      this.variable(types, name, name, value);
    }
    this.variable(types, "Int32Array", "Int32", new Int32Array([1, 2, 3]), { arrayType: VariantArrayType.Array });
    this.variable(types, "StringArray", "String", ["a", "b"], { arrayType: VariantArrayType.Array });
    this.variable(types, "EmptyArray", "Double", new Float64Array([]), { arrayType: VariantArrayType.Array });
    this.variable(types, "Matrix", "Double", new Float64Array([1, 2, 3, 4, 5, 6]), {
      arrayType: VariantArrayType.Matrix,
      dimensions: [2, 3],
    });
    this.variable(types, "Nothing", "Null", null, { dataTypeNode: "BaseDataType" });
    this.variable(types, "Bad", "Int16", 5, { statusCode: StatusCodes.BadSensorFailure });
    this.variable(types, "Uncertain", "Int16", 6, { statusCode: StatusCodes.UncertainLastUsableValue });
    this.variable(types, "ByNumber", "Int32", 4711, { nodeId: "i=4711" });
    this.addStructures(types);
  }

  addStructures(types) {
    this.variable(types, "Range", "ExtensionObject", new opcua.Range({ low: -5, high: 5 }), { dataTypeNode: "Range" });
    const mode = this.namespace.addEnumerationType({
      browseName: "PumpMode",
      enumeration: ["Off", "Manual", "Automatic"],
    });
    this.variable(types, "Enumeration", "Int32", 2, { dataTypeNode: mode });
    const position = this.namespace.findDataType("Position");
    const at = (X, Y, Name, Path) => this.addressSpace.constructExtensionObject(position, { X, Y, Name, Path });
    this.variable(types, "Structure", "ExtensionObject", at(1.5, -2.5, "gate", [1, 2]), { dataTypeNode: position });
    this.variable(types, "StructureArray", "ExtensionObject", [at(1, 2, "a", []), at(3, 4, "b", [5])], {
      dataTypeNode: position,
      arrayType: VariantArrayType.Array,
    });
  }

  addHistory(interval) {
    const folder = this.folder(this.root, "History");
    const [level] = ["Level", "Flow", "Heat"].map((name) => this.addHistorical(folder, name));
    if (interval > 0) {
      setInterval(() => level.setValueFromSource({ dataType: DataType.Double, value: ++this.level }), interval);
    }
  }

  addHistorical(folder, name) {
    const access = AccessLevelFlag.CurrentRead | AccessLevelFlag.CurrentWrite | AccessLevelFlag.HistoryRead;
    const variable = this.variable(folder, name, "Double", 0, { accessLevel: access, userAccessLevel: access });
    this.addressSpace.installHistoricalDataNode(variable, { maxOnlineValues: 10000 });
    return variable;
  }

  /** A structure that only this server knows. */
  strange() {
    const position = this.namespace.findDataType("Position");
    return this.addressSpace.constructExtensionObject(position, { X: 1, Y: 2, Name: "strange", Path: [] });
  }

  addLoad(nodes, interval) {
    const parent = this.folder(this.root, "Load");
    for (let i = 0; i < nodes; i++) {
      this.load.push(this.variable(parent, `n${i}`, "Double", 0));
    }
    if (interval > 0 && nodes > 0) {
      this.timer = setInterval(() => this.change(), interval);
    }
  }

  change() {
    this.round++;
    for (const node of this.load) {
      node.setValueFromSource({ dataType: DataType.Double, value: this.round });
    }
  }

  still() {
    clearInterval(this.timer);
  }

  find(text) {
    const node = this.addressSpace.findNode(text.startsWith('"') ? JSON.parse(text) : text);
    if (!node) throw new Error("no such node");
    return node;
  }

  set(id, value, status) {
    const node = this.find(id);
    const before = node.readValue().value;
    node.setValueFromSource(
      { dataType: before.dataType, arrayType: before.arrayType, dimensions: before.dimensions, value },
      status ? StatusCodes[status] : StatusCodes.Good,
    );
  }

  add(id, name, parent) {
    this.variable(parent ? this.find(parent) : this.root, unquoted(name), "Double", 1, { nodeId: unquoted(id) });
  }

  delete(id) {
    this.addressSpace.deleteNode(this.find(id));
  }
}

function unquoted(text) {
  return text.startsWith('"') ? JSON.parse(text) : text;
}
