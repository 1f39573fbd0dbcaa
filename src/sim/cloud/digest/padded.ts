/**
 * Bytes as the digests take them in: a one bit after them, zeros, and their length in bits at the end of the last block,
 * in eight bytes where a block has 64, in sixteen where it has 128.
 */
export function padded(bytes: Uint8Array, littleEndian: boolean, block = 64): DataView {
  const size = (Math.floor((bytes.length + block / 8) / block) + 1) * block;
  const view = new DataView(new ArrayBuffer(size));
  new Uint8Array(view.buffer).set(bytes);
  view.setUint8(bytes.length, 0x80);
  const low = (bytes.length << 3) >>> 0;
  const high = Math.floor(bytes.length / 0x2000_0000);
  view.setUint32(size - 8, littleEndian ? low : high, littleEndian);
  view.setUint32(size - 4, littleEndian ? high : low, littleEndian);
  return view;
}
