import { feed } from '../../../../sources/feed.ts'
import { orderLines } from '../../../../sources/feeds/order_lines.ts'
import { isObject, objectsIn, recordIn } from '../../../../sources/senders/document.ts'
import { type ForeignRecord, landed, type Sender, type Unfolded } from '../../../../sources/senders/sender.ts'
import { instant, integer, money, text } from '../../../../warehouse/columns.ts'

const tills: ForeignRecord = {
  record: feed({
    name: 'till_baskets',
    about: 'A basket that went over a till.',
    key: ['basket_id'],
    happenedAt: ['sold_at'],
    columns: {
      basket_id: text('The basket.').required(),
      sold_at: instant('When it was sold.').required(),
      clerk: text('Who sold it.').personal('name'),
      updated_at: instant('When the till last changed it.'),
    },
  }),
  headers: { basket_id: 'id', clerk: 'till.clerk' },
  mappedBy: ['basket_id'],
}

/** It names the page that it stood on, and the page names the basket. */
const pages: ForeignRecord = {
  record: feed({
    name: 'till_pages',
    about: 'A page of a basket.',
    key: ['page_id'],
    happenedAt: [],
    columns: { page_id: text('The page.').required(), basket_id: text('Its basket.').required() },
  }),
  headers: { page_id: 'page' },
  mappedBy: ['basket_id'],
}

const items: ForeignRecord = {
  record: feed({
    name: 'till_items',
    about: 'A thing in a basket.',
    key: ['page_id', 'item'],
    happenedAt: [],
    columns: {
      page_id: text('The page that it stands on.').required(),
      item: integer('Its number.').required(),
      sku: text('What it is.').required(),
      pieces: integer('How many.').required().atLeast(1),
      price: money('Of one.').required(),
    },
  }),
  headers: {},
  mappedBy: { partOf: pages, by: ['page_id'] },
}

function* unfold(document: unknown): Generator<Unfolded> {
  if (isObject(document) && 'heartbeat' in document) return
  if (isObject(document) && 'item' in document) {
    yield recordIn(items, document)
    return
  }
  if (!isObject(document) || !('id' in document)) {
    yield { fault: 'the document is no basket' }
    return
  }
  yield recordIn(tills, document)
  for (const page of objectsIn(document.pages)) {
    yield recordIn(pages, page, { basket_id: document.id })
    for (const item of objectsIn(page.items)) yield recordIn(items, item, { page_id: page.page })
  }
}

/** A made-up sender, whose documents hold records within records; a line of a page may also come by itself. */
export const baskets: Sender = {
  name: 'tills',
  about: 'Baskets of made-up tills.',
  records: [tills, pages, items],
  unfolding: () => unfold,
  mappings: [
    {
      feed: orderLines,
      select: `
        select i.file_number, b.basket_id as order_id, i.item as line_number, i.sku, i.pieces as quantity,
          i.price as unit_price_amount, b.updated_at
        from ${landed(items)} i join ${landed(tills)} b using (basket_id)`,
    },
  ],
}
