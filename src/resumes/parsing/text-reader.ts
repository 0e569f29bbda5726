/** Port: turns the bytes of a résumé file into its text. */
export abstract class TextReader {
  /**
   * @param file the whole file; the reader may take the memory over, so it must not be used afterwards
   * @returns the text as the document has it, not yet normalised; cells of a table row are separated by tabs
   * @throws ResumeReadingError, whatever the file holds
   */
  abstract read(file: Uint8Array): Promise<string>;
}
