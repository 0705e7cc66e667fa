/** A number is a status only beside the words that HTTP clients put there, never in a path, an id or a port. */
export const STATUS =
  /(?:^\W{0,2}|<(?:title|h1)>[^<]{0,60}?\b|\b(?=\d+ (?:client|server|http) err)|(?:\b(?:http[\d./]*|status(?:.code)?|code|e|response|returned|received|got|(?:fail|respond)ed(?: with)?)|error(?:.code)?\]?)\b["']?[ :=(<[]{0,2}(?:error:? )?)([45]\d\d)(?![\w-]|[.:]\d)/i;
