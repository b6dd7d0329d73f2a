import { DAY, iso, START, startOfDay } from './calendar.ts'
import { CATEGORIES, type Category } from './categories.ts'
import type { Exporter } from './export.ts'
import { money } from './money.ts'
import { Random } from './random.ts'

export type Product = {
  readonly sku: string
  readonly title: string
  readonly category: Category
  readonly style: string
  readonly size: string
  /** US cents. */
  price: number
  /** US cents. */
  cost: number
  readonly grams: number
  readonly serialized: boolean
  readonly finalSale: boolean
}

/** What the shop sells: styles, each with one product per size. */
export class Catalogue {
  readonly styles: readonly (readonly Product[])[]
  private readonly weights: readonly number[]
  private readonly dearness: readonly number[]

  constructor(seed: number) {
    const random = new Random(seed, 3)
    const styles: Product[][] = []
    const weights: number[] = []
    for (const category of CATEGORIES) {
      let number = random.whole(1000, 1900)
      const perCategory: number[] = []
      for (const noun of category.nouns) {
        for (const make of category.makes.slice(0, category.sizes.length > 1 ? 1 + random.below(2) : 3)) {
          number += random.whole(1, 9)
          styles.push(makeStyle(category, noun, make, number, random))
          perCategory.push(random.skewed(1, 0.8))
        }
      }
      const total = perCategory.reduce((a, b) => a + b, 0)
      weights.push(...perCategory.map((weight) => (weight * category.weight) / total))
    }
    this.styles = styles
    this.weights = weights
    this.dearness = styles.map((style, i) =>
      (style[0] as Product).price > 14_000 ? (weights[i] as number) : 0,
    )
  }

  /** A style, drawn as people buy; `dear` draws among the expensive ones. */
  drawStyle(random: Random, dear: boolean): readonly Product[] {
    return this.styles[random.weighted(dear ? this.dearness : this.weights)] as readonly Product[]
  }

  /** Sends the full catalogue once, before the year begins. */
  sendAll(exporter: Exporter): void {
    for (const style of this.styles) for (const product of style) send(exporter, product, START - 12 * DAY)
  }

  /** Changes some prices and costs, as a shop does at the beginning of a month. */
  reprice(day: number, random: Random, exporter: Exporter): void {
    for (const style of this.styles) {
      if (!random.chance(0.08)) continue
      const change = random.between(0.9, 1.12)
      for (const product of style) {
        product.price = priceTag(product.price * change)
        product.cost = Math.round(product.cost * random.between(0.98, 1.04))
        send(exporter, product, startOfDay(day) + 5 * 3_600_000)
      }
    }
  }
}

function makeStyle(
  category: Category,
  noun: string,
  make: string,
  number: number,
  random: Random,
): Product[] {
  const [low, high] = category.price
  const price = priceTag(100 * low * (high / low) ** (random.next() ** 1.4))
  const cost = Math.round(price * category.costShare * random.between(0.85, 1.15))
  const grams = Math.round(random.between(...category.grams))
  const style = `${category.prefix}-${number}`
  const finalSale = random.chance(0.05)
  return category.sizes.map((size, i) => ({
    sku: size === '' ? style : `${style}-${size}`,
    title: `${make} ${noun}`,
    category,
    style,
    size,
    price,
    cost,
    grams: size === '' ? grams : Math.round(grams * (0.9 + 0.05 * i)),
    serialized: category.serialized,
    finalSale,
  }))
}

function priceTag(cents: number): number {
  return Math.max(500, Math.round(cents / 100) * 100 - 1)
}

function send(exporter: Exporter, product: Product, at: number): void {
  exporter.send('products', at, {
    sku: product.sku,
    title: product.title,
    category: product.category.name,
    style: product.style,
    size: product.size === '' ? undefined : product.size,
    unit_cost: money(product.cost),
    list_price: money(product.price),
    weight_grams: product.grams,
    is_serialized: product.serialized,
    is_final_sale: product.finalSale,
    updated_at: iso(at),
  })
}
