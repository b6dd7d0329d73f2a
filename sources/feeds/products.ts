import { boolean, instant, money, number, text } from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const products = feed({
  name: 'products',
  about: 'An item that is sold, in one size and colour.',
  key: ['sku'],
  happenedAt: [],
  columns: {
    sku: text('The item as it is stocked.').required(),
    title: text('What the item is called in the shop.').required(),
    category: text('The category it is sold under.').required(),
    style: text('What its sizes and colours have in common; siblings share it.'),
    size: text('Its size as labelled.'),
    unit_cost: money('What one costs the shop.').atLeast(0),
    list_price: money('Price of one before discount.').atLeast(0),
    weight_grams: number('Weight of one, in grams.').atLeast(0),
    is_serialized: boolean('Whether each piece carries its own serial number.'),
    is_final_sale: boolean('Whether it is sold without a right of return.'),
    updated_at: instant('When the record was last changed.'),
  },
})
