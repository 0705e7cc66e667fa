import fc from 'fast-check';

const codeUnit = fc.oneof(fc.nat(0xffff), fc.constantFrom(0, 0x22, 0x27, 0x5c, 0x7b, 0xd83d, 0xde00, 0xfffd));

/** Any sequence of UTF-16 code units, well-formed or not. */
export const anyText = fc.array(codeUnit, { maxLength: 12 }).map((units) => String.fromCharCode(...units));
