/**
 * Returns the media type that an Accept header prefers, or the first one if it has no preference.
 */
export function mediaTypeFor(
  accept: string | null | undefined,
  mediaTypes: readonly string[],
): string {
  const qualityOf = (mediaType: string) => {
    // The parameters after the media type in the header. If the media type is not in the header,
    // those after a matching range such as `application/*`.
    const [parameters] = (accept?.split(mediaType)[1] ?? accept?.split('/*')[1] ?? 'q=0').split(',')
    return Number.parseFloat(parameters?.split('q=')[1] ?? '1')
  }
  return mediaTypes.reduce((best, mediaType) =>
    qualityOf(mediaType) > qualityOf(best) ? mediaType : best,
  )
}
