/**
 * Which of the names of one body an Accept header prefers: the first where it has no preference.
 */
export function mediaTypeFor(
  accept: string | null | undefined,
  mediaTypes: readonly string[],
): string {
  const qualityOf = (mediaType: string) => {
    // What follows the name in the header, or else a range with a star.
    const [parameters] = (accept?.split(mediaType)[1] ?? accept?.split('/*')[1] ?? 'q=0').split(',')
    return Number.parseFloat(parameters?.split('q=')[1] ?? '1')
  }
  return mediaTypes.reduce((best, mediaType) =>
    qualityOf(mediaType) > qualityOf(best) ? mediaType : best,
  )
}
