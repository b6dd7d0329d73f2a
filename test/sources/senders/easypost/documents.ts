/** Documents as EasyPost's documentation of its API and webhooks has them. */

export const detail = (
  status: string,
  status_detail: string | null,
  datetime: unknown,
  more: object = {},
) => ({
  object: 'TrackingDetail',
  message: 'Scanned',
  description: '',
  status,
  status_detail,
  datetime,
  source: 'USPS',
  carrier_code: '',
  tracking_location: {
    object: 'TrackingLocation',
    city: 'HOUSTON',
    state: 'TX',
    country: 'US',
    zip: '77001',
  },
  est_delivery_date: null,
  ...more,
})

export const nowhere = {
  tracking_location: { object: 'TrackingLocation', city: null, state: null, country: null, zip: null },
}

export const tracker = (
  tracking_code: string,
  updated_at: string,
  tracking_details: unknown,
  more: object = {},
) => ({
  id: `trk_${tracking_code}`,
  object: 'Tracker',
  mode: 'production',
  tracking_code,
  status: 'in_transit',
  status_detail: 'status_update',
  created_at: '2024-05-01T08:00:00Z',
  updated_at,
  signed_by: null,
  weight: null,
  est_delivery_date: null,
  shipment_id: null,
  carrier: 'USPS',
  tracking_details,
  carrier_detail: null,
  ...more,
})

export const event = (description: string, result: object) => ({
  id: 'evt_557f36184e8e11efa843319d3a91629d',
  object: 'Event',
  mode: 'production',
  description,
  previous_attributes: { status: 'unknown' },
  created_at: '2024-05-01T08:00:00.849Z',
  status: 'pending',
  result,
  pending_urls: [],
  completed_urls: [],
})

export const claim = (id: string, status: string, more: object = {}) => ({
  id,
  object: 'Claim',
  mode: 'production',
  type: 'damage',
  status,
  status_detail: 'Claim was created.',
  status_timestamp: '2024-05-03T08:00:00',
  created_at: '2024-05-01T08:00:00',
  updated_at: '2024-05-03T08:00:00',
  requested_amount: '100.00',
  approved_amount: null,
  insurance_amount: '100.00',
  insurance_id: 'ins_1',
  shipment_id: 'shp_1',
  tracking_code: '9400',
  contact_email: 'ann@example.com',
  recipient_name: 'Ann Example',
  description: 'It broke',
  history: [],
  ...more,
})

export const shipment = (id: string, reference: string | null, more: object = {}) => ({
  id,
  object: 'Shipment',
  mode: 'production',
  reference,
  created_at: '2024-05-01T07:00:00Z',
  updated_at: '2024-05-01T08:00:00Z',
  tracking_code: '9400',
  tracker: null,
  ...more,
})
