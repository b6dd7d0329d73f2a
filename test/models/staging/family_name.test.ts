import { expect, test } from 'vitest'
import { orders } from '../../../models/staging/orders.ts'
import { trackingEvents } from '../../../models/staging/tracking_events.ts'
import { given } from '../given.ts'

const familyOf = async (signed: string | null, onParcel: string) => {
  const shop = await given({
    orders: [{ ship_name: onParcel }],
    tracking_events: [{ signed_by: signed }],
  })
  const { signed_family_name } = await shop.row(trackingEvents)
  const { ship_family_name } = await shop.row(orders)
  return { signed_family_name, ship_family_name }
}

test.each(['J. Kim', 'KIM', 'james  kim', 'Kim.'])('%s and James Kim are one family name', async (signed) => {
  const { signed_family_name, ship_family_name } = await familyOf(signed, 'James Kim')
  expect(signed_family_name).toMatch(/^[0-9a-f]{64}$/)
  expect(signed_family_name).toBe(ship_family_name)
})

test('another name is another, and an initial or nothing is none', async () => {
  const { signed_family_name, ship_family_name } = await familyOf('Front desk', 'José Müller-Lüdenscheidt')
  expect(signed_family_name).not.toBe(ship_family_name)
  expect(await familyOf('J K', 'X')).toEqual({ signed_family_name: null, ship_family_name: null })
  expect(await familyOf(null, '')).toEqual({ signed_family_name: null, ship_family_name: null })
})
