import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { RecordsGiven } from '../models/given.ts'
import { usual } from '../models/usual.ts'
import { type Ended, recoupHere, recoupIn } from './command.ts'

/** A shop in a folder of its own, with an inbox of hand-written records, on which the real command is run. */
export class DeskShop {
  /** People's folders have spaces and quotes in their names. */
  readonly folder = mkdtempSync(join(tmpdir(), "Rita's desk "))
  #files = 0

  /** Another shop in the same state. */
  copied(): DeskShop {
    const copy = new DeskShop()
    cpSync(this.folder, copy.folder, { recursive: true })
    copy.#files = this.#files
    return copy
  }

  /** A path in the data directory. */
  at(path: string): string {
    return join(this.folder, 'shop', path)
  }

  recoup(...args: readonly string[]): Promise<Ended> {
    return recoupIn(this.folder, [...args, '--data', 'shop'])
  }

  /** Runs a command that must succeed, in this process; gives its JSON. */
  async json<Result>(...args: readonly string[]): Promise<Result> {
    const { code, out } = await recoupHere(this.folder, [...args, '--data', 'shop', '--json'])
    if (code !== 0) throw new Error(`recoup ${args.join(' ')} ended with ${code}, as is told above.`)
    return JSON.parse(out) as Result
  }

  put(path: string, text: string): void {
    mkdirSync(dirname(this.at(path)), { recursive: true })
    writeFileSync(this.at(path), text)
  }

  /** Puts records into the inbox, a file for each feed; columns left out are the usual ones. */
  send(records: RecordsGiven): void {
    this.#files += 1
    for (const [feed, rows] of Object.entries(records)) {
      const lines = (rows as readonly object[]).map(
        (row) => `${JSON.stringify({ ...usual[feed as keyof RecordsGiven], ...row })}\n`,
      )
      this.put(`inbox/${feed}/${this.#files}.ndjson`, lines.join(''))
    }
  }

  /** Claims of non-receipt, each of an order of its own, two hours after its parcel was scanned as delivered in Ulm. */
  sendNotReceived(
    claims: readonly { readonly id: string; readonly account: string; readonly day: string }[],
  ): void {
    this.send({
      orders: claims.map(({ id, account, day }) => ({
        order_id: id,
        customer_id: account,
        ordered_at: `${day}T08:00:00Z`,
        total_amount: 300,
      })),
      shipments: claims.map(({ id, day }) => ({
        shipment_id: id,
        order_id: id,
        tracking_number: id,
        shipped_at: `${day}T09:00:00Z`,
      })),
      tracking_events: claims.map(({ id, day }) => ({
        tracking_number: id,
        occurred_at: `${day}T18:00:00Z`,
        status: 'delivered',
        facility: 'Ulm',
      })),
      claims: claims.map(({ id, day }) => ({
        claim_id: id,
        order_id: id,
        claimed_at: `${day}T20:00:00Z`,
        amount: 300,
      })),
    })
  }

  settings(settings: object): void {
    writeFileSync(join(this.folder, 'recoup.config.ts'), `export default ${JSON.stringify(settings)}`)
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
