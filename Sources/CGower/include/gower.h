int gower_placeholder(void);
