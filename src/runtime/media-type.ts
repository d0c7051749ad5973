/** Which of the names of one body an Accept header prefers: the first where it has no preference. */
export function mediaTypeFor(accept: string | null | undefined, mediaTypes: readonly string[]): string {
  const qualityOf = (mediaType: string) => {
    // What follows the name in the header, or else a range with a star.
    const [, rest] = [mediaType, '/*'].map((name) => accept?.split(name)).find((pieces) => pieces?.[1] !== undefined) ?? []
    return rest === undefined ? 0 : Number(/^[^,]*q=([\d.]+)/.exec(rest)?.[1] ?? 1)
  }
  return mediaTypes.reduce((best, mediaType) => (qualityOf(mediaType) > qualityOf(best) ? mediaType : best))
}
