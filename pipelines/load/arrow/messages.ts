import { type FileHandle, open } from 'node:fs/promises'
import { Message, type Schema } from 'apache-arrow'
import { Footer } from 'apache-arrow/ipc/metadata/file'
import { FileFault } from '../failures.ts'
import { demandSoundFooter, demandSoundMessage } from './metadata.ts'

/** What the messages of an Arrow file say before any of its rows is read. */
export type Messages = {
  readonly schema: Schema
  /** In all record batches. */
  readonly rows: number
}

/** A record batch is held in memory as a whole. */
const mostBatchBytes = 1024 ** 3
const mostMetadataBytes = 16 * 1024 ** 2

const magic = Buffer.from('ARROW1')
/** The length of the footer and the magic word. */
const endingBytes = 4 + magic.length

const noSchema = 'It does not begin with a schema, so it is no Arrow file.'
const unknownKind = 'It has a column of a kind that cannot be read: write it as Parquet.'
const severalStreams = 'It goes on after its end: send each stream as a file of its own.'
export const damaged = 'It is not an Arrow file that can be read: it is damaged or cut short.'

/** Looks at every message of an Arrow file or stream, which is whole and can be read if nothing is thrown. */
export async function messagesOf(absolute: string): Promise<Messages> {
  const file = await open(absolute)
  try {
    const bytes = new Bytes(file, (await file.stat()).size)
    const isStream = bytes.size < magic.length || !(await bytes.read(0, magic.length)).equals(magic)
    return await (isStream ? messagesOfStream(bytes) : messagesOfFile(bytes))
  } catch (fault) {
    throw asFileFault(fault)
  } finally {
    await file.close()
  }
}

/** In a stream messages lie one after another, the schema first; a mark tells that no more come. */
async function messagesOfStream(bytes: Bytes): Promise<Messages> {
  let place = 0
  let schema: Schema | undefined
  let rows = 0
  for (;;) {
    const { message, end } = await messageAt(bytes, place)
    place = end
    if (!message) break
    if (message.isSchema() === (schema !== undefined)) throw new FileFault(schema ? severalStreams : noSchema)
    if (message.isSchema()) schema = message.header()
    else rows += rowsIn(message)
  }
  if (!schema) throw new FileFault(noSchema)
  if (place < bytes.size) throw new FileFault(severalStreams)
  return { schema, rows }
}

/** A file ends with a footer, which has the schema and says where each batch lies. */
async function messagesOfFile(bytes: Bytes): Promise<Messages> {
  const ending = await bytes.read(bytes.size - endingBytes, endingBytes)
  if (!ending.subarray(4).equals(magic)) throw new FileFault(damaged)
  const footerBytes = ending.readInt32LE(0)
  const metadata = await bytes.read(bytes.size - endingBytes - footerBytes, footerBytes)
  demandSoundFooter(metadata)
  const footer = Footer.decode(metadata)
  let rows = 0
  for (const block of [...footer.dictionaryBatches(), ...footer.recordBatches()]) {
    const { message } = await messageAt(bytes, block.offset)
    if (!message) throw new FileFault(damaged)
    rows += rowsIn(message)
  }
  return { schema: footer.schema, rows }
}

/** The message at the place, none where the end is marked, and where it ends with its body. */
async function messageAt(bytes: Bytes, place: number): Promise<{ message?: Message; end: number }> {
  const first = (await bytes.read(place, 4)).readInt32LE(0)
  // Before version 0.15 a message began with its length.
  const isMarked = first === -1
  const length = isMarked ? (await bytes.read(place + 4, 4)).readInt32LE(0) : first
  const metadataAt = place + (isMarked ? 8 : 4)
  if (length === 0) return { end: metadataAt }
  const metadata = await bytes.read(metadataAt, length)
  demandSoundMessage(metadata)
  const message = Message.decode(metadata)
  const end = metadataAt + length + message.bodyLength
  if (message.bodyLength < 0 || end > bytes.size) throw new FileFault(damaged)
  return { message, end }
}

/** How many rows the message brings; a dictionary brings none. */
function rowsIn(message: Message): number {
  const batch = batchIn(message)
  if (!batch) throw new FileFault(damaged)
  if (batch.compression)
    throw new FileFault(
      'Its batches are compressed, which cannot be read: write it without compression, or as Parquet.',
    )
  if (message.bodyLength > mostBatchBytes)
    throw new FileFault('It has a batch of more than 1 GB: write it with fewer rows in each batch.')
  return message.isRecordBatch() ? batch.length : 0
}

/** What the message brings, for rows or for a dictionary. */
function batchIn(message: Message) {
  if (message.isRecordBatch()) return message.header()
  return message.isDictionaryBatch() ? message.header().data : undefined
}

class Bytes {
  readonly size: number
  readonly #file: FileHandle

  constructor(file: FileHandle, size: number) {
    this.#file = file
    this.size = size
  }

  async read(place: number, length: number): Promise<Buffer> {
    if (place < 0 || length < 0 || length > mostMetadataBytes || place + length > this.size)
      throw new FileFault(damaged)
    const bytes = Buffer.alloc(length)
    const { bytesRead } = await this.#file.read(bytes, 0, length, place)
    if (bytesRead < length) throw new FileFault(damaged)
    return bytes
  }
}

/** What the library threw over bytes that are not as they should be. Faults of the file system stay as they are. */
export function asFileFault(fault: unknown): unknown {
  if (fault instanceof FileFault || (fault as NodeJS.ErrnoException).syscall !== undefined) return fault
  return new FileFault(/Unrecognized type/.test(String(fault)) ? unknownKind : damaged)
}
