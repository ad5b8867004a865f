// Model files made by hand, as their formats describe them. No HEF of the vendor's compiler can be had: these are synthetic.
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { Builder } from "flatbuffers";

type Field = readonly [number: number, value: number | string | Uint8Array];

/** A protobuf message: numbers are varints, texts and bytes are length-delimited. */
export function message(...fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === "number") return [varint(number * 8), varint(value)];
      const bytes = Buffer.from(value);
      return [varint(number * 8 + 2), varint(bytes.length), bytes];
    }),
  );
}

/** A varint; negative numbers are int64, as protobuf writes them. */
export function varint(value: number): Buffer {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const more = rest > 0x7fn;
    bytes.push(Number(rest & 0x7fn) | (more ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
}

export type HefChoices = {
  readonly version?: 0 | 1 | 2 | 3;
  readonly architecture?: number;
  readonly compiler?: readonly [major: number, minor: number, revision: number];
  readonly extensions?: readonly number[];
  readonly networks?: readonly Uint8Array[];
  readonly weights?: Uint8Array;
  /** Stored instead of the right checksum, as hex. */
  readonly checksum?: string;
  /** The XXH3 of version 2 and 3: the test's own code has none. */
  readonly xxh3?: (bytes: Uint8Array) => string;
};

/** A HEF of any version with its header, one protobuf part and some weights behind it. */
export function hefFile(choices: HefChoices = {}): Buffer {
  const { version = 3, architecture = 103, compiler = [5, 1, 0], extensions = [], networks } = choices;
  const [major, minor, revision] = compiler;
  const proto = message(
    [
      1,
      message(
        [1, architecture],
        [2, 1_700_000_000],
        [3, compiler.join(".")],
        [5, message([1, major], [2, minor], [3, revision])],
      ),
    ],
    ...(networks ?? [padNetwork()]).map((network): Field => [2, network]),
    ...extensions.map((type): Field => [5, message([1, type], [2, `extension ${type}`])]),
  );
  const weights = version === 0 ? Buffer.alloc(0) : Buffer.from(choices.weights ?? "weights of a network");
  const rest = Buffer.concat([proto, weights]);
  const header = Buffer.alloc([32, 28, 44, 56][version] ?? 56);
  header.writeUInt32BE(0x01484546, 0);
  header.writeUInt32BE(version, 4);
  header.writeUInt32BE(proto.length, 8);
  if (version > 0) header.writeBigUInt64BE(BigInt(weights.length), version === 1 ? 16 : 20);
  const stored = (computed: string): Buffer => Buffer.from(choices.checksum ?? computed, "hex");
  if (version === 0) stored(createHash("md5").update(rest).digest("hex")).copy(header, 16);
  if (version === 1) stored(crc32(rest).toString(16).padStart(8, "0")).copy(header, 12);
  if (version > 1 && choices.xxh3 !== undefined) stored(choices.xxh3(rest)).copy(header, 12);
  return Buffer.concat([header, rest]);
}

/** A network group with pads: an image in, a head between two operators, classes out. */
export function padNetwork(name = "yolo", more: readonly Field[] = []): Buffer {
  const pad = (index: number, title: string, type: number, shape: readonly number[]): Buffer => {
    const [height = 0, width = 0, features = 0] = shape;
    return message(
      [1, index],
      [2, title],
      [8, type],
      [6, message([1, height], [2, 8 * height], [3, width], [5, features])],
    );
  };
  return message(
    [10, name],
    [8, message([1, "core"], [2, pad(0, "image", 1, [640, 480, 3])], [3, pad(1, "head", 2, [20, 20, 85])])],
    [
      8,
      message(
        [1, "nms"],
        [2, pad(2, "head", 2, [20, 20, 85])],
        [3, message([1, 3], [2, "detections"], [8, 2], [7, message([1, 80], [2, 100], [3, 5])])],
      ),
    ],
    [9, message([1, 1], [2, 2])],
    ...more,
  );
}

/** A network group as older compilers wrote it: layers at the boundary of a context, and one between two contexts. */
export function legacyNetwork(): Buffer {
  const layer = (output: boolean, name: string, bytes: number, connection: number): Field => [
    2,
    message(
      [1, output ? 1 : 0],
      [3, message([1, name], [2, message([1, 224], [3, 224], [5, output ? 1000 : 3], [12, bytes])])],
      [5, message([3, connection])],
    ),
  ];
  const layers = message(
    layer(false, "input", 1, 0),
    layer(true, "logits", 2, 0),
    layer(true, "between", 1, 1),
  );
  return message([1, message([1, "resnet"])], [3, message([3, layers])]);
}

export type OnnxChoices = {
  readonly nodes?: readonly Uint8Array[];
  readonly initializers?: readonly Uint8Array[];
  readonly version?: number;
  readonly more?: readonly Field[];
};

/** An ONNX model with one input of which the first dimension is open, and one output. */
export function onnxFile({ nodes, initializers = [], version = 8, more = [] }: OnnxChoices = {}): Buffer {
  const graph = message(
    ...(nodes ?? [onnxNode("Relu")]).map((node): Field => [1, node]),
    ...initializers.map((tensor): Field => [5, tensor]),
    [11, onnxValue("x", 1, [message([2, "batch"]), message([1, 3])])],
    [12, onnxValue("y", 1, [message([1, 1]), message([1, 10])])],
  );
  return message(
    [1, version],
    [2, "exporter"],
    [7, graph],
    [8, message([2, 17])],
    [8, message([1, "com.example"], [2, 1])],
    ...more,
  );
}

/** A NodeProto with attributes. */
export function onnxNode(type: string, domain = "", ...attributes: readonly Field[]): Buffer {
  return message([4, type], [7, domain], ...attributes.map((field): Field => [5, message([1, "a"], field)]));
}

/** A TensorProto with data that nobody may have to read. */
export function onnxTensor(name: string, type: number, dimensions: readonly number[]): Buffer {
  return message(
    ...dimensions.map((size): Field => [1, size]),
    [2, type],
    [8, name],
    [9, Buffer.alloc(64, 7)],
  );
}

/** A ValueInfoProto of a tensor; the dimensions are messages. */
export function onnxValue(name: string, type: number, dimensions: readonly Uint8Array[]): Buffer {
  const shape = message(...dimensions.map((dimension): Field => [1, dimension]));
  return message([1, name], [2, message([1, message([1, type], [2, shape])])]);
}

export type GgufValue = string | number | readonly string[];

/** A GGUF file of version 3: texts, unsigned 32-bit integers and lists of texts as properties; data are left out. */
export function ggufFile(
  properties: Readonly<Record<string, GgufValue>>,
  tensors: readonly { readonly name: string; readonly type: number; readonly shape: readonly number[] }[],
  version = 3,
): Buffer {
  const number32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const number64 = (value: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value));
    return bytes;
  };
  const text = (value: string): Buffer =>
    Buffer.concat([number64(Buffer.byteLength(value)), Buffer.from(value)]);
  const property = (value: GgufValue): Buffer => {
    if (typeof value === "string") return Buffer.concat([number32(8), text(value)]);
    if (typeof value === "number") return Buffer.concat([number32(4), number32(value)]);
    return Buffer.concat([number32(9), number32(8), number64(value.length), ...value.map(text)]);
  };
  return Buffer.concat([
    Buffer.from("GGUF"),
    number32(version),
    number64(tensors.length),
    number64(Object.keys(properties).length),
    ...Object.entries(properties).flatMap(([key, value]) => [text(key), property(value)]),
    ...tensors.flatMap(({ name, type, shape }) => [
      text(name),
      number32(shape.length),
      ...shape.map(number64),
      number32(type),
      number64(0),
    ]),
  ]);
}

/** A safetensors file with its header as text, and zeros as data. */
export function safetensorsFile(header: string, data: number): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(header)));
  return Buffer.concat([length, Buffer.from(header), Buffer.alloc(data)]);
}

export type TfliteTensor = {
  readonly name: string;
  readonly type: number;
  readonly shape: readonly number[];
  /** Bytes of its buffer; none for a computed tensor. */
  readonly data?: number;
  readonly scales?: readonly number[];
};

/** A TFLite model of one graph whose first tensor is its input and the last its output; `custom` names a custom operator. */
export function tfliteFile(tensors: readonly TfliteTensor[], custom?: string, runtime?: string): Uint8Array {
  const builder = new Builder(1024);
  const ints = (values: readonly number[]): number => {
    builder.startVector(4, values.length, 4);
    for (const value of values.toReversed()) builder.addInt32(value);
    return builder.endVector();
  };
  const floats = (values: readonly number[]): number => {
    builder.startVector(4, values.length, 4);
    for (const value of values.toReversed()) builder.addFloat32(value);
    return builder.endVector();
  };
  const tables = (offsets: readonly number[]): number => {
    builder.startVector(4, offsets.length, 4);
    for (const offset of offsets.toReversed()) builder.addOffset(offset);
    return builder.endVector();
  };
  const buffer = (bytes: Uint8Array): number => {
    const data = bytes.length === 0 ? 0 : builder.createByteVector(bytes);
    builder.startObject(3);
    builder.addFieldOffset(0, data, 0);
    return builder.endObject();
  };
  const buffers = [buffer(new Uint8Array(0)), ...tensors.map(({ data = 0 }) => buffer(new Uint8Array(data)))];
  const made = tensors.map(({ name, type, shape, scales }, index) => {
    const title = builder.createString(name);
    const sizes = ints(shape);
    const scale = scales === undefined ? 0 : floats(scales);
    builder.startObject(7);
    builder.addFieldOffset(2, scale, 0);
    const quantization = builder.endObject();
    builder.startObject(8);
    builder.addFieldOffset(0, sizes, 0);
    builder.addFieldInt8(1, type, 0);
    builder.addFieldInt32(2, index + 1, 0);
    builder.addFieldOffset(3, title, 0);
    builder.addFieldOffset(4, quantization, 0);
    return builder.endObject();
  });
  const all = tables(made);
  const inputs = ints([0]);
  const outputs = ints([tensors.length - 1]);
  builder.startObject(5);
  builder.addFieldOffset(0, all, 0);
  builder.addFieldOffset(1, inputs, 0);
  builder.addFieldOffset(2, outputs, 0);
  const graphs = tables([builder.endObject()]);
  const customName = custom === undefined ? 0 : builder.createString(custom);
  builder.startObject(4);
  builder.addFieldInt8(0, custom === undefined ? 9 : 32, 0);
  builder.addFieldOffset(1, customName, 0);
  builder.addFieldInt32(3, custom === undefined ? 9 : 32, 0);
  const codes = tables([builder.endObject()]);
  if (runtime !== undefined) buffers.push(buffer(Buffer.from(runtime.padEnd(16, "\0"))));
  const metadataName = builder.createString("min_runtime_version");
  builder.startObject(2);
  builder.addFieldOffset(0, metadataName, 0);
  builder.addFieldInt32(1, tensors.length + 1, 0);
  const entry = builder.endObject();
  const metadata = runtime === undefined ? 0 : tables([entry]);
  const bufferTables = tables(buffers);
  const description = builder.createString("made by hand");
  builder.startObject(9);
  builder.addFieldInt32(0, 3, 0);
  builder.addFieldOffset(1, codes, 0);
  builder.addFieldOffset(2, graphs, 0);
  builder.addFieldOffset(3, description, 0);
  builder.addFieldOffset(4, bufferTables, 0);
  builder.addFieldOffset(6, metadata, 0);
  builder.finish(builder.endObject(), "TFL3");
  return builder.asUint8Array();
}
