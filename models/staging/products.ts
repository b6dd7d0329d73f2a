import { products as feed } from '../../sources/feeds/products.ts'
import { staged } from './staged.ts'

export const products = staged(feed, 'engineers')
