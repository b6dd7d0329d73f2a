/** Documents as AfterShip's documentation of its API and webhooks has them. */

/** A checkpoint in the names of version 4 and of dated versions up to 2025-07. */
export const checkpoint = (
  tag: string,
  subtag: string | null,
  checkpoint_time: unknown,
  more: object = {},
) => ({
  slug: 'fedex',
  created_at: '2024-05-04T08:00:00+00:00',
  checkpoint_time,
  city: 'KEASBEY',
  state: 'NJ',
  zip: '08832',
  country_iso3: 'USA',
  country_name: 'United States',
  location: 'KEASBEY, NJ',
  coordinates: [],
  message: 'Scanned',
  tag,
  subtag,
  subtag_message: 'Scanned',
  raw_tag: 'FPX_L_RPIF',
  ...more,
})

/** The same in the names of versions since. */
export const newCheckpoint = (tag: string, subtag: string, checkpoint_time: string, more: object = {}) => ({
  slug: 'fedex',
  created_at: '2024-05-04T08:00:00+00:00',
  checkpoint_time,
  city: 'KEASBEY',
  state: 'NJ',
  postal_code: '08832',
  country_region: 'USA',
  country_region_name: 'United States',
  location: 'KEASBEY, NJ',
  coordinate: { latitude: 40.52, longitude: -74.31 },
  events: [],
  message: 'Scanned',
  tag,
  subtag,
  source: 'carrier',
  ...more,
})

export const tracking = (
  tracking_number: string,
  updated_at: string,
  checkpoints: unknown,
  more: object = {},
) => ({
  id: `id-${tracking_number}`,
  tracking_number,
  slug: 'fedex',
  created_at: '2024-05-01T08:00:00+00:00',
  updated_at,
  customers: [{ name: 'Ann Example', email: 'ann@example.com' }],
  order_id: 'O-1',
  tag: 'InTransit',
  subtag: 'InTransit_001',
  signed_by: null,
  checkpoints,
  ...more,
})

export const webhook = (msg: object) => ({
  event: 'tracking_update',
  event_id: '7ef9b1b4-3a3a-4d4f-8f2f-7c9a8a8f2b1c',
  is_tracking_first_tag: false,
  msg,
  ts: 1_714_550_400,
})

export const answer = (data: object) => ({ meta: { code: 200 }, data })
