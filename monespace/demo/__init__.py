"""The demo and the tests on real servers: PostgreSQL and Redis from wheels, simulators beside them."""
