"""Speed, as ratios measured in one interleaved run: `script/bench`. Nothing here passes or fails a test run."""
