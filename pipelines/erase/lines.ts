import { unpacked } from '../load/unpacked.ts'

/** The lines of a file, each with its end, packed with gzip or not. What is no text is read as if it were. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of unpacked({ absolute: file, gzip: /\.gz$/i.test(file) })) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/(?<=\n)/)
    const last = lines.at(-1) ?? ''
    rest = last.endsWith('\n') ? '' : (lines.pop() ?? '')
    yield* lines
  }
  if (rest) yield rest
}
