/** Ten parts of six seconds of each minute of an hour, first to last. */
export const PARTS_TYPE = 'bit(600)';

/** The part of its hour in which a call finished, as the only bit. */
export const PART_OF_CALL = `set_bit(B'0'::${PARTS_TYPE}, (floor(date_part('epoch', finished_at))::bigint % 3600 / 6)::int, 1)`;
