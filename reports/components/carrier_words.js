/** Where one carrier is shown. */
export const carrierHref = (carrier) => `/operations/carrier/?${new URLSearchParams({ carrier })}`
