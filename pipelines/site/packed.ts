import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** What gets smaller. Pictures and letters are packed as they are. */
const packable = /\.(html|js|css|json|svg|wasm|arrow|parquet|webmanifest)$/

/** Bytes below which packing saves no packet of the network. */
const leastBytes = 1024

/** How many files are packed at once; each takes a thread. */
const atOnce = 2

/** Packs the files of a site beside themselves, so that a server has only to send them. */
export async function packSite(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && packable.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .values()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const file of files) await pack(file)
    }),
  )
}

/** From the fifth degree on, a further one costs brotli twice the time for a hundredth of the size. */
async function pack(file: string): Promise<void> {
  const bytes = await readFile(file)
  if (bytes.length < leastBytes) return
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  await writeFile(`${file}.br`, await brotli(bytes, { params }))
  await writeFile(`${file}.gz`, await zip(bytes))
}
