import { instant, money, text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { type JsonObject, objectsIn, recordIn } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { idAt, idOf } from '../identity.ts'
import { type Reader, tells } from '../readings.ts'

/** A variant of a product, as only GraphQL tells it beside a line item. */
export const variants: ForeignRecord = {
  record: feed({
    name: 'shopify_variants',
    about: 'A variant of a product of the shopify sender.',
    key: ['variant_id'],
    happenedAt: [],
    columns: {
      variant_id: text('The variant.').required(),
      sku: text('The item as it is stocked.'),
      product_id: text('The product that it is a variant of.'),
      product_type: text('The category that the shop sells the product under.'),
      size: text('Its size as labelled.'),
      unit_cost: money('What one costs the shop.'),
      updated_at: instant('When the variant was last changed.'),
    },
  }),
  headers: {
    product_type: 'product.product_type',
    unit_cost: 'inventory_item.unit_cost.amount',
  },
  mappedBy: ['variant_id'],
}

export const readVariant: Reader = (node) =>
  tells(node, ['product.product_type', 'selected_options', 'inventory_item'])
    ? [
        recordIn(variants, node, {
          variant_id: idOf(node),
          product_id: idAt(node, 'product'),
          size: sizeIn(node),
        }),
      ]
    : []

/** The options of a product are named by the shop, in its own language. */
const sizeNames = /^(size|größe|grösse|taille|talla|taglia|maat|storlek|størrelse|koko|rozmiar|tamanho)$/i

const sizeIn = ({ selected_options: options }: JsonObject): unknown =>
  objectsIn(options).find(({ name }) => typeof name === 'string' && sizeNames.test(name.trim()))?.value
