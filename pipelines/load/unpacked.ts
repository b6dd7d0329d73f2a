import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'

export type PackedFile = { readonly absolute: string; readonly gzip: boolean }

const chunkBytes = 1024 * 1024

/** The file's bytes as they are before packing, chunk by chunk. `onPacked` sees each chunk as it lies on disk. */
export async function* unpacked(
  { absolute, gzip }: PackedFile,
  onPacked: (chunk: Buffer) => void = () => undefined,
): AsyncGenerator<Buffer> {
  async function* onDisk(): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(absolute, { highWaterMark: chunkBytes })) {
      onPacked(chunk)
      yield chunk
    }
  }
  if (!gzip) return yield* onDisk()
  // A fault on the way destroys the last stream with it, so that it is thrown to who reads.
  yield* pipeline(onDisk, createGunzip({ chunkSize: chunkBytes }), () => undefined)
}

/** Whether the problem is that the bytes are no whole gzip file. */
export const isGzipFault = (problem: unknown): boolean =>
  problem instanceof Error && 'code' in problem && /^Z_/.test(String(problem.code))

/** The sentence of a file that would take more room than the settings allow. */
export const tooLarge = (mostUnpackedBytes: number): string =>
  `It unpacks to more than ${mostUnpackedBytes.toLocaleString('en')} bytes, the most that the settings allow (mostUnpackedBytes).`
