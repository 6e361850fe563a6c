import { UserError } from '../../../domain/userError.js';

/** What an unpacked workbook may hold, in bytes; a ledger of 50,000 rows holds about a tenth of it. */
const UNPACKED_MAX = 200 * 1024 * 1024;
/** The most that packing can honestly save; a bomb saves a thousandfold. Small entries may well be all spaces. */
const RATIO_MAX = 250;
const RATIO_FROM = 4 * 1024 * 1024;
const ENTRIES_MAX = 2000;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/**
 * Looks at a ZIP's directory before anything is unpacked. Throws UserError('tableBomb') when it would unpack to more
 * than 200 MiB or has more than 2000 entries, and UserError('tableBroken') when it is encrypted or no whole ZIP. A
 * directory that lies about sizes is found when unpacking: the library stops at the size that stands here.
 */
export function zipGuard(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > ENTRIES_MAX) throw new UserError('tableBomb');
  let unpacked = 0;
  const names = new Set<string>();
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw new UserError('tableBroken');
    const packedSize = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const encrypted = (view.getUint16(at + 8, true) & 1) === 1;
    const name = Buffer.from(bytes.buffer, bytes.byteOffset + at + 46, Math.min(nameLength, end - at - 46)).toString(
      'latin1',
    );
    if (encrypted || names.has(name)) throw new UserError('tableBroken');
    // A size of all ones stands for ZIP64: 4 GiB or more.
    unpacked += size;
    if (unpacked > UNPACKED_MAX || (size > RATIO_FROM && size > packedSize * RATIO_MAX))
      throw new UserError('tableBomb');
    names.add(name);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

/** Where the directory's end record stands: at the very end, before a comment of at most 65,535 bytes. */
function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  throw new UserError('tableBroken');
}
