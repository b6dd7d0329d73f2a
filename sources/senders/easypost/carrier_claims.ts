import { carrierClaims as feed } from '../../feeds/carrier_claims.ts'
import { landed, type Mapping } from '../sender.ts'
import { claims } from './claims.ts'
import { shipments } from './shipments.ts'

const isDecided = "status in ('approved', 'approved_partial', 'rejected', 'cancelled')"

/** One that was cancelled is decided too: nothing will be paid. */
export const carrierClaims: Mapping = {
  feed,
  select: `
    select c.file_number, claim_id as carrier_claim_id, coalesce(c.reference, s.reference, parcel_id) as shipment_id,
      case type when 'damage' then 'damaged' when 'loss' then 'lost' when 'theft' then 'lost' else type end as type,
      filed_at, requested_amount as claimed_amount,
      case when ${isDecided} then coalesce(status_at, c.updated_at) end as decided_at,
      case when status in ('rejected', 'cancelled') then 0 when ${isDecided} then approved_amount end as paid_amount,
      'USD' as currency, greatest(c.version_at, s.version_at) as updated_at
    from ${landed(claims)} c left join ${landed(shipments)} s using (parcel_id)
    where not c.is_test`,
}
