-- The two roles and the database, made by a superuser: psql -f roles.sql, with both passwords in the environment.
-- callwatch_owner owns the tables and runs migrations; callwatch_app is what Callwatch connects as, and owns nothing.
\getenv owner_password CALLWATCH_OWNER_PASSWORD
\getenv app_password CALLWATCH_APP_PASSWORD
create role callwatch_owner login nosuperuser nobypassrls password :'owner_password';
create role callwatch_app login nosuperuser nobypassrls password :'app_password';
create database callwatch owner callwatch_owner encoding 'UTF8' template template0;
