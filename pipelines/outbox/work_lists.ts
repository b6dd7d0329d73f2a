import type { Model } from '../../models/model.ts'
import type { Catalog } from '../runner/catalog.ts'

/** The work lists that are published: nothing personal is in them, so they may leave the house. */
export const workLists = ({ models }: Catalog): Model[] =>
  models.map(({ model }) => model).filter(({ name, published }) => published && name.startsWith('actions.'))

/** `stock_to_route`, as its folder and the ids of its work are called. */
export const listName = ({ name }: Model): string => name.slice('actions.'.length)
