import type { Settings } from '../../models/settings.ts'
import type { Feed } from '../../sources/feed.ts'
import type { Sender } from '../../sources/senders/sender.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Traces } from '../erase/traces.ts'
import { type BatchFile, loadBatch } from './batch.ts'
import type { Contract } from './contract.ts'
import { History } from './history.ts'
import type { InboxFile } from './inbox.ts'
import { type FreshFile, look, type Passed } from './look.ts'
import { mapLanded } from './mapping.ts'
import { type FileOutcome, untouched } from './outcome.ts'
import { type Part, partOfFeed, partsOfSender } from './part.ts'
import { SeenFiles } from './seen_files.ts'
import { mostBadShare } from './share.ts'

/** Most unpacked bytes and most files that are read in one step. */
const mostBatchBytes = 512 * 1024 * 1024
const mostBatchFiles = 2_000

export type FolderOptions = {
  readonly settings: Settings
  readonly runId: string
  readonly traces: Traces
  readonly onProgress: (done: number) => void
  /** Whether files are tried that failed before and did not change; they are some of the folder's files. */
  readonly triesFailedAgain?: boolean
}

export type FolderResult = { readonly files: readonly FileOutcome[]; readonly timesWithoutOffset: number }

/** The load of one folder of the inbox: a feed's files, or a sender's. */
export class FolderLoad {
  readonly name: string
  readonly #parts: readonly Part[]
  readonly #sender: Sender | undefined

  private constructor(name: string, parts: readonly Part[], sender?: Sender) {
    this.name = name
    this.#parts = parts
    this.#sender = sender
  }

  static ofFeed(feed: Feed): FolderLoad {
    return new FolderLoad(feed.name, [partOfFeed(feed)])
  }

  static ofSender(sender: Sender): FolderLoad {
    return new FolderLoad(sender.name, partsOfSender(sender), sender)
  }

  /** One for each kind of record that the files hold. */
  get contracts(): Contract[] {
    return this.#parts.map(({ contract }) => contract)
  }

  /** What the rows of a file must be like; undefined where it holds documents, which only tell when they are read. */
  get rowContract(): Contract | undefined {
    return this.#sender?.unfolding ? undefined : this.contracts[0]
  }

  /** The contracts by what the ledger calls whose they are: the folder, or the kind of record within documents. */
  get contractsByName(): ReadonlyMap<string, Contract> {
    const name = (contract: Contract) => (this.rowContract ? this.name : contract.feed.name)
    return new Map(this.contracts.map((contract) => [name(contract), contract]))
  }

  /** Loads the files in the order of their paths, in batches of bounded size. */
  async load(
    warehouse: Warehouse,
    files: readonly InboxFile[],
    { settings, runId, traces, onProgress, triesFailedAgain = false }: FolderOptions,
  ): Promise<FolderResult> {
    const history = await History.of(warehouse, this.name, triesFailedAgain)
    const seenFiles = await SeenFiles.of(warehouse, this.name, traces)
    const outcomes = new Map<string, FileOutcome>()
    let timesWithoutOffset = 0
    let batch = new Gathered()
    const pass = ({ file: { path }, passed: { outcome, sentence } }: Passed) =>
      outcomes.set(path, untouched(this.name, path, outcome, sentence))
    const flush = async () => {
      const { fresh, alike } = batch
      batch = new Gathered()
      const result = await this.#loadBatch(warehouse, fresh, { settings, runId, traces })
      timesWithoutOffset += result.timesWithoutOffset
      for (const [nth, outcome] of result.files.entries()) {
        outcomes.set(outcome.path, outcome)
        const contentHash = fresh[nth]?.contentHash
        if (contentHash && outcome.outcome !== 'left')
          history.add(contentHash, { sentence: null, ...outcome })
      }
      for (const one of alike) {
        const passed = history.seen(one.contentHash, one.file.path)
        if (passed) pass({ file: one.file, passed })
        else batch.add(one)
      }
      onProgress(outcomes.size)
    }
    const knowledge = { warehouse, contract: this.rowContract, history, seenFiles, settings }
    for await (const one of look(files, knowledge)) {
      if (!('passed' in one)) {
        if (batch.isFullWith(one)) await flush()
        batch.add(one)
        continue
      }
      const { file, contentHash = '' } = one
      // What the batch makes of the same content will be newer than what is known of it.
      if (batch.holds(contentHash)) await flush()
      pass({ file, passed: history.seen(contentHash, file.path) ?? one.passed })
    }
    while (batch.fresh.length > 0) await flush()
    if (!triesFailedAgain) await seenFiles.save(warehouse, files)
    return { files: files.flatMap(({ path }) => outcomes.get(path) ?? []), timesWithoutOffset }
  }

  async #loadBatch(
    warehouse: Warehouse,
    fresh: readonly FreshFile[],
    { settings, runId, traces }: Pick<FolderOptions, 'settings' | 'runId' | 'traces'>,
  ): Promise<FolderResult> {
    const from = 1 + (await warehouse.count('select coalesce(max(file_number), 0) from ledger.loads'))
    const files: BatchFile[] = fresh.map(
      ({ file: { path, absolute, state }, contentHash, bytes, shape }, nth) => ({
        fileNumber: from + nth,
        path,
        absolute,
        state,
        contentHash,
        bytes,
        shape,
      }),
    )
    const step = {
      owner: this.name,
      mostBadShare: mostBadShare(settings, this.name),
      runId,
      loadedAt: new Date().toISOString().replace('T', ' ').replace('Z', ''),
      timeZone: settings.timeZone,
      currency: settings.reportingCurrency,
      traces,
      ofShop: settings,
    }
    const sender = this.#sender
    const map = async () => {
      if (!sender) return
      const numbers = files.map(({ fileNumber }) => fileNumber)
      await mapLanded(warehouse, sender, numbers, step)
    }
    const {
      files: loaded,
      left,
      timesWithoutOffset,
    } = await loadBatch(warehouse, { parts: this.#parts, unfolding: sender?.unfolding }, files, step, map)
    const rowsOf = new Map(loaded.map(({ fileNumber, ...rows }) => [fileNumber, rows]))
    const outcomes = files.map(({ fileNumber, path }): FileOutcome => {
      const rows = rowsOf.get(fileNumber)
      if (!rows) return untouched(this.name, path, 'left', left.get(fileNumber) ?? '')
      const { sentence, ...counts } = rows
      return sentence === null
        ? { feed: this.name, path, outcome: 'loaded', ...counts }
        : { feed: this.name, path, outcome: 'failed', sentence, ...counts }
    })
    return { files: outcomes, timesWithoutOffset }
  }
}

/** Files that wait to be loaded in one step. */
class Gathered {
  readonly fresh: FreshFile[] = []
  /** Files with the content of another one here: whether they are to be loaded is told once that one was. */
  readonly alike: FreshFile[] = []
  readonly #contents = new Set<string>()
  #bytes = 0

  add(one: FreshFile): void {
    if (this.#contents.has(one.contentHash)) {
      this.alike.push(one)
      return
    }
    this.#contents.add(one.contentHash)
    this.fresh.push(one)
    this.#bytes += one.unpackedBytes
  }

  holds(contentHash: string): boolean {
    return this.#contents.has(contentHash)
  }

  isFullWith({ unpackedBytes }: FreshFile): boolean {
    if (this.fresh.length === 0) return false
    return this.fresh.length >= mostBatchFiles || this.#bytes + unpackedBytes > mostBatchBytes
  }
}
