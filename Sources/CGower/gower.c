int gower_placeholder(void) { return 0; }
