import { returnLines as feed } from '../../sources/feeds/return_lines.ts'
import { staged } from './staged.ts'

export const returnLines = staged(feed, 'engineers')
