import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/**
 * Every way in which a value may lie in a file: as UTF-8 and UTF-16, in lower and upper case, without accents, with its
 * letters and digits alone, and each of them in base64 (in all three alignments) and in hexadecimal.
 */
function writings(value: string): Buffer[] {
  const folded = value.normalize('NFD').replace(/\p{M}/gu, '')
  const spelt = [value, value.toLowerCase(), value.toUpperCase(), folded, folded.toLowerCase()]
  const plain = folded.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  const texts = [...new Set([...spelt, plain])]
  return texts.flatMap((text) => {
    const bytes = Buffer.from(text, 'utf8')
    const hex = bytes.toString('hex')
    const little = Buffer.from(text, 'utf16le')
    return [
      bytes,
      little,
      Buffer.from(little).swap16(),
      Buffer.from(hex),
      Buffer.from(hex.toUpperCase()),
      ...[0, 1, 2].map((before) => Buffer.from(base64Within(bytes, before))),
    ]
  })
}

/** What base64 makes of the bytes where so many stand before them, less the ends that neighbours have a part in. */
function base64Within(bytes: Buffer, before: number): string {
  const whole = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '')
  const first = Math.ceil((before * 8) / 6)
  const last = Math.floor(((before + bytes.length) * 8) / 6)
  return whole.slice(first, last)
}

/** Files under a folder that hold any of the values in any writing, as `path: value`. Names of files count too. */
export function findBytes(
  folder: string,
  values: readonly string[],
  passedOver: readonly string[] = [],
): string[] {
  const found: string[] = []
  const sought = values.map((value) => ({ value, writings: writings(value) }))
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const told = relative(folder, path)
    if (!entry.isFile() || passedOver.some((one) => told.startsWith(one))) continue
    const bytes = Buffer.concat([Buffer.from(told), readFileSync(path)])
    for (const one of sought)
      if (one.writings.some((writing) => bytes.includes(writing))) found.push(`${told}: ${one.value}`)
  }
  return found
}
