/**
 * The moment that what is written down now is dated, in whole seconds, and whether that is the shop's own clock.
 *
 * Where the shop's records end about now, it is dated now. Where they end so long ago that the shop's whole queue
 * would be past its days (a demo, an archive), it is dated when they end: dated now, it would be the shop's newest
 * event by months, and carry every table there.
 */
export function momentOfWriting(
  now: Date,
  asOf: string | null,
  queueDays: number,
): { readonly at: Date; readonly isShopClock: boolean } {
  const shopClock = asOf === null ? null : new Date(`${asOf.replace(' ', 'T')}Z`)
  const isFar = shopClock !== null && Math.abs(now.getTime() - shopClock.getTime()) > queueDays * 86_400_000
  const at = isFar ? shopClock : new Date(Math.floor(now.getTime() / 1000) * 1000)
  return { at, isShopClock: isFar }
}
