# For developers: each line is one command of bootstrap.py, which works without make too.

.PHONY: run test check bench screenshots
run test check bench screenshots:
	@python3 bootstrap.py $@
