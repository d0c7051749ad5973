/** Which of the names of one body an Accept header prefers: the first where it names none of them. */
export function mediaTypeFor(accept: string | null | undefined, mediaTypes: readonly string[]): string {
  const ranges = (accept ?? '').split(',').map((part) => {
    const [range = '', ...parameters] = part
      .toLowerCase()
      .split(';')
      .map((piece) => piece.trim())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))
    return { range, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
  })
  const qualityOf = (mediaType: string): number => {
    // The most specific range counts.
    for (const wanted of [mediaType, mediaType.replace(/\/.*/, '/*'), '*/*']) {
      const found = ranges.find(({ range }) => range === wanted)
      if (found) return found.quality
    }
    return 0
  }
  return mediaTypes.reduce((best, mediaType) => (qualityOf(mediaType) > qualityOf(best) ? mediaType : best))
}
