"""Many labels: what is kept between runs, how they are read side by side, how two runs differ."""
