import type { Settings } from '../../models/settings.ts'
import type { Feed } from '../../sources/feed.ts'
import type { Sender } from '../../sources/senders/sender.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { type BatchFile, loadBatch } from './batch.ts'
import { Contract } from './contract.ts'
import { History } from './history.ts'
import type { InboxFile } from './inbox.ts'
import { type Inspection, inspect } from './inspect.ts'
import { mapLanded } from './mapping.ts'
import { type FileOutcome, untouched } from './outcome.ts'
import { shapeOf } from './shape.ts'
import { mostBadShare } from './share.ts'

/** Most unpacked bytes that are read in one step. */
const mostBatchBytes = 512 * 1024 * 1024

export type FolderOptions = {
  readonly settings: Settings
  readonly runId: string
  readonly onProgress: (done: number) => void
}

export type FolderResult = { readonly files: readonly FileOutcome[]; readonly timesWithoutOffset: number }

type Waiting = { readonly file: InboxFile; readonly inspection: Inspection }

/** How many files are inspected at once. */
const inspectedTogether = 8

/** Each file in turn with what its bytes tell, or without where it cannot be opened. */
async function* inspected(
  files: readonly InboxFile[],
): AsyncGenerator<{ file: InboxFile; inspection: Inspection | undefined }> {
  for (let from = 0; from < files.length; from += inspectedTogether) {
    const some = files.slice(from, from + inspectedTogether)
    const inspections = await Promise.all(some.map((file) => inspect(file).catch(() => undefined)))
    for (const [place, file] of some.entries()) yield { file, inspection: inspections[place] }
  }
}

/** The load of one folder of the inbox: a feed's files, or a sender's. */
export class FolderLoad {
  readonly name: string
  readonly contract: Contract
  readonly #sender: Sender | undefined

  private constructor(name: string, contract: Contract, sender?: Sender) {
    this.name = name
    this.contract = contract
    this.#sender = sender
  }

  static ofFeed(feed: Feed): FolderLoad {
    return new FolderLoad(feed.name, new Contract(feed))
  }

  static ofSender(sender: Sender): FolderLoad {
    const { record, headers, numbered } = sender.lines
    return new FolderLoad(sender.name, new Contract(record, headers, numbered), sender)
  }

  /** Loads the files in the order of their paths, in batches of bounded size. */
  async load(
    warehouse: Warehouse,
    files: readonly InboxFile[],
    { settings, runId, onProgress }: FolderOptions,
  ): Promise<FolderResult> {
    const history = await History.of(warehouse, this.name)
    const outcomes: FileOutcome[] = []
    let timesWithoutOffset = 0
    let batch: Waiting[] = []
    let bytes = 0
    const flush = async () => {
      if (batch.length === 0) return
      const result = await this.#loadBatch(warehouse, batch, settings, runId)
      timesWithoutOffset += result.timesWithoutOffset
      outcomes.push(...result.files)
      batch.forEach(({ inspection }, place) => {
        const { outcome, path, sentence = null } = result.files[place] as FileOutcome
        history.add(inspection.contentHash, { outcome, path, sentence })
      })
      batch = []
      bytes = 0
      onProgress(outcomes.length)
    }
    for await (const { file, inspection } of inspected(files)) {
      if (!inspection) {
        outcomes.push(
          untouched(
            this.name,
            file.path,
            'failed',
            'It could not be opened: it was removed, or may not be read.',
          ),
        )
        continue
      }
      if (batch.some((other) => other.inspection.contentHash === inspection.contentHash)) await flush()
      const seen = history.seen(inspection.contentHash, file.path)
      if (seen) {
        outcomes.push(untouched(this.name, file.path, seen.outcome, seen.sentence))
        continue
      }
      if (bytes + inspection.unpackedBytes > mostBatchBytes) await flush()
      batch.push({ file, inspection })
      bytes += inspection.unpackedBytes
    }
    await flush()
    const places = new Map(files.map(({ path }, place) => [path, place]))
    outcomes.sort((one, other) => (places.get(one.path) ?? 0) - (places.get(other.path) ?? 0))
    return { files: outcomes, timesWithoutOffset }
  }

  async #loadBatch(
    warehouse: Warehouse,
    batch: readonly Waiting[],
    settings: Settings,
    runId: string,
  ): Promise<FolderResult> {
    const from = 1 + (await warehouse.count('select coalesce(max(file_number), 0) from ledger.loads'))
    const files: BatchFile[] = []
    for (const [place, { file, inspection }] of batch.entries()) {
      const shape = inspection.fault
        ? { fault: inspection.fault }
        : await shapeOf(file, inspection.head, this.contract, warehouse)
      files.push({ fileNumber: from + place, path: file.path, absolute: file.absolute, inspection, shape })
    }
    const step = {
      owner: this.name,
      mostBadShare: mostBadShare(settings, this.name),
      runId,
      loadedAt: new Date().toISOString().replace('T', ' ').replace('Z', ''),
      timeZone: settings.timeZone,
      currency: settings.reportingCurrency,
    }
    const sender = this.#sender
    const map = async () => {
      if (!sender) return
      const numbers = files.map(({ fileNumber }) => fileNumber)
      await mapLanded(warehouse, sender.lines, sender.mappings, numbers, step)
    }
    const result = await loadBatch(warehouse, this.contract, files, step, map)
    const outcomes = result.files.map(({ sentence, fileNumber: _, ...rows }, place) => ({
      feed: this.name,
      path: batch[place]?.file.path ?? '',
      outcome: sentence === null ? ('loaded' as const) : ('failed' as const),
      ...(sentence === null ? {} : { sentence }),
      ...rows,
    }))
    return { files: outcomes, timesWithoutOffset: result.timesWithoutOffset }
  }
}
