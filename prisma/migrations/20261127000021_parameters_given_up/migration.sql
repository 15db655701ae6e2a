-- A place in paths that a person says holds no parameter: nothing is folded there, and nothing is found there again.

ALTER TABLE "route_parameter" ADD COLUMN "given_up_at" TIMESTAMPTZ(3);
