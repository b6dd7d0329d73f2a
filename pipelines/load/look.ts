import type { Settings } from '../../models/settings.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Contract } from './contract.ts'
import { whyLeft } from './file_state.ts'
import type { History } from './history.ts'
import type { InboxFile } from './inbox.ts'
import { type Inspection, inspect } from './inspect.ts'
import type { FileOutcome } from './outcome.ts'
import type { SeenFiles } from './seen_files.ts'
import { type ShapeOrFault, shapeOf } from './shape.ts'

/** A file whose content is new, with all that must be known of it before it is read into tables. */
export type FreshFile = {
  readonly file: InboxFile
  readonly contentHash: string
  readonly bytes: number
  readonly unpackedBytes: number
  readonly shape: ShapeOrFault
}

/** A file of which nothing is to be loaded, and why. */
export type Passed = {
  readonly file: InboxFile
  /** Where it was read, now or earlier. */
  readonly contentHash?: string
  readonly passed: { readonly outcome: Exclude<FileOutcome['outcome'], 'loaded'>; readonly sentence: string }
}

/** What a load knows besides the files. */
export type Knowledge = {
  readonly warehouse: Warehouse
  /** Of documents none. */
  readonly contract: Contract | undefined
  readonly history: History
  readonly seenFiles: SeenFiles
  readonly settings: Settings
}

/** How many files are inspected at once. */
const inspectedTogether = 8

/** Looks at each file in turn. One that did not change since it was last read is not read again. */
export async function* look(
  files: readonly InboxFile[],
  knowledge: Knowledge,
): AsyncGenerator<FreshFile | Passed> {
  const { seenFiles, settings } = knowledge
  for (let from = 0; from < files.length; from += inspectedTogether) {
    const some = files.slice(from, from + inspectedTogether)
    const passed = some.map((file) => seenBefore(file, seenFiles.hashOf(file), knowledge))
    const inspected = await Promise.all(
      some.map((file, nth) => passed[nth] ?? tryInspect(file, settings.mostUnpackedBytes)),
    )
    for (const [nth, file] of some.entries()) {
      const one = inspected[nth]
      if (one) yield 'passed' in one ? one : await judge(file, one, knowledge)
    }
  }
}

function seenBefore(
  file: InboxFile,
  contentHash: string | undefined,
  { history }: Knowledge,
): Passed | undefined {
  if (contentHash === undefined) return undefined
  const passed = history.seen(contentHash, file.path)
  return passed && { file, contentHash, passed }
}

async function tryInspect(file: InboxFile, mostUnpackedBytes: number): Promise<Inspection | Passed> {
  try {
    return await inspect(file, mostUnpackedBytes)
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException
    if (code === undefined) throw fault
    const why = await whyLeft(file.absolute, file.state)
    if (why) return { file, passed: { outcome: 'left', sentence: why } }
    const sentence = /^(EACCES|EPERM)$/.test(code) ? 'It may not be read.' : `It cannot be read (${code}).`
    return { file, passed: { outcome: 'failed', sentence } }
  }
}

async function judge(
  file: InboxFile,
  { head, fault, ...content }: Inspection,
  knowledge: Knowledge,
): Promise<FreshFile | Passed> {
  const found = seenBefore(file, content.contentHash, knowledge) ?? {
    file,
    ...content,
    shape: fault === undefined ? await shapeOf(file, head, knowledge) : { fault },
  }
  const why = await whyLeft(file.absolute, file.state)
  if (why) return { file, passed: { outcome: 'left', sentence: why } }
  knowledge.seenFiles.add(file, content.contentHash)
  return found
}
