import { Groups } from './groups.ts'
import type { ShopTold, Told } from './shop.ts'
import { statuses } from './words.ts'

type Tracker = Readonly<Record<string, unknown>>

/** The scans of the shop's parcels as trackers of EasyPost, as its API lists them. */
export function asEasyPost(shop: ShopTold): { trackers: Tracker[]; has_more: boolean } {
  const scans = new Groups(shop)
  const parcels = new Map((shop.tracking_events ?? []).map((scan) => [scan.tracking_number as string, scan]))
  const trackers = [...parcels].map(([number, { carrier }]) => ({
    id: `trk_${number}`,
    object: 'Tracker',
    mode: 'production',
    tracking_code: number,
    carrier,
    tracking_details: scans
      .all('tracking_events', 'tracking_number', number)
      .filter(({ status }) => statuses[status ?? ''])
      .map(detailOf),
  }))
  return { trackers, has_more: false }
}

const detailOf = (scan: Told): Tracker => {
  const [status, detail] = statuses[scan.status ?? ''] ?? ['unknown', 'unknown']
  return {
    object: 'TrackingDetail',
    status,
    status_detail: detail,
    datetime: scan.occurred_at,
    source: scan.carrier,
    tracking_location: {
      object: 'TrackingLocation',
      city: scan.city,
      state: scan.region,
      zip: scan.postal_code,
      country: scan.country,
    },
  }
}
