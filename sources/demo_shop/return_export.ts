import { iso } from './calendar.ts'
import type { Inspection } from './inspection.ts'
import { money } from './money.ts'
import type { Line, Order } from './order.ts'
import type { ReturnStory } from './personas.ts'
import type { ReturnParcel } from './return_parcel.ts'
import type { Shop } from './shop.ts'

export type ReturnPaper = {
  readonly returnId: string
  readonly method: string
  readonly dock: string
  readonly approvedAt: number
}

type Stage = { readonly at: number; readonly values: Record<string, string | number | boolean | undefined> }

/** A return is sent when asked for, and again when it is approved and has its label. */
export function sendReturn(
  { random, exporter }: Shop,
  order: Order,
  story: ReturnStory,
  paper: ReturnPaper,
  parcel: ReturnParcel | undefined,
): void {
  const base = {
    return_id: paper.returnId,
    order_id: order.id,
    requested_at: iso(story.at),
    method: paper.method,
    channel: random.pick(['portal', 'portal', 'app', 'support']),
  }
  exporter.send('returns', story.at, { ...base, updated_at: iso(story.at) })
  exporter.send('returns', paper.approvedAt, {
    ...base,
    carrier: parcel?.carrier,
    tracking_number: parcel?.trackingNumber,
    destination_facility: parcel === undefined ? undefined : paper.dock,
    approved_at: iso(paper.approvedAt),
    label_amount: money(parcel?.labelCost ?? 0),
    updated_at: iso(paper.approvedAt),
  })
}

/** A line is sent when announced, and again as it is received, inspected and disposed of. */
export function sendReturnLine(
  { random, exporter }: Shop,
  order: Order,
  story: ReturnStory,
  returnId: string,
  { line, quantity }: { line: Line; quantity: number },
  result: Inspection | undefined,
): void {
  const announced = {
    return_id: returnId,
    order_id: order.id,
    line_number: line.number,
    quantity,
    reason: story.reason,
    comment: story.comment,
    currency: 'USD',
  }
  const stages: Stage[] = [{ at: story.at, values: announced }]
  if (result !== undefined) {
    const received = {
      ...announced,
      received_at: iso(result.receivedAt),
      received_quantity: result.received,
      received_weight_grams: result.grams,
    }
    const inspected = {
      ...received,
      inspected_at: iso(result.inspectedAt),
      grade: result.grade,
      serial_matches: result.serialMatches,
      tags_attached: result.tags,
      processing_amount: money(result.processing),
    }
    const disposed = {
      ...inspected,
      disposition: result.disposition,
      disposed_at: iso(result.disposedAt),
      recovered_amount: money(result.recovered),
    }
    stages.push({ at: result.receivedAt, values: received }, { at: result.inspectedAt, values: inspected })
    stages.push({ at: result.disposedAt, values: disposed })
    const { sellableAt } = result
    if (sellableAt !== undefined)
      stages.push({ at: sellableAt, values: { ...disposed, sellable_at: iso(sellableAt) } })
  }
  for (const { at, values } of stages) {
    const lateDays = at === story.at && random.chance(0.01) ? random.whole(6, 14) : 0
    exporter.send('return_lines', at, { ...values, updated_at: iso(at) }, lateDays)
  }
}
