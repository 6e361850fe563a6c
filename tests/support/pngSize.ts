/** Width and height in pixels that a PNG's header says. Throws RangeError for anything else. */
export function pngSize(bytes: Uint8Array): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 24 || view.getUint32(0) !== 0x89504e47) throw new RangeError('not a PNG');
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
