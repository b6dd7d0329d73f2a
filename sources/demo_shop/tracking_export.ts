import { iso } from './calendar.ts'
import type { Scan } from './parcels.ts'
import type { Shop } from './shop.ts'

/** Sends a parcel's scans as the tracking feed delivers them: mostly at once, some days late, some twice. */
export function sendScans(
  { random, exporter }: Shop,
  carrier: string,
  trackingNumber: string,
  scans: readonly Scan[],
): void {
  for (const scan of scans) {
    const { facility } = scan
    const row = {
      carrier,
      tracking_number: trackingNumber,
      occurred_at: iso(scan.at),
      status: scan.status,
      facility: facility?.code,
      route: scan.route,
      city: facility?.city,
      region: facility?.metro.region,
      postal_code: facility?.postalCode,
      country: facility?.metro.country,
      latitude: scan.latitude,
      longitude: scan.longitude,
      proof: scan.proof,
      signed_by: scan.signedBy,
      weight_grams: scan.grams,
      detail: scan.detail,
    }
    const lateDays = random.chance(0.02) ? random.whole(1, 5) : 0
    exporter.send('tracking_events', scan.at, row, lateDays)
    if (random.chance(0.006)) exporter.send('tracking_events', scan.at, row, lateDays + random.below(3))
  }
}
