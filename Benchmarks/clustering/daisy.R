# R's daisy, as a process that does one thing at a time: see peers.py, of which it understands `gower` and `save`.
suppressPackageStartupMessages(library(cluster))

prefix <- commandArgs(trailingOnly = TRUE)[1]
lines <- strsplit(readLines(paste0(prefix, ".header")), "\t")
rows <- as.integer(lines[[1]][2])
categorical <- lines[[2]][-1]
numeric <- lines[[3]][-1]
codes <- matrix(readBin(paste0(prefix, ".codes"), "integer", rows * length(categorical), size = 4), rows)
numbers <- matrix(readBin(paste0(prefix, ".numbers"), "numeric", rows * length(numeric), size = 4), rows)
codes[codes < 0] <- NA
numbers[is.nan(numbers)] <- NA
frame <- cbind(
    setNames(data.frame(lapply(seq_along(categorical), function(k) factor(codes[, k]))), categorical),
    setNames(as.data.frame(numbers), numeric))

found <- NULL
input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
    words <- strsplit(line, " ")[[1]]
    if (words[1] == "gower") {
        begin <- proc.time()[["elapsed"]]
        # Ranges are those of the whole table; numbers are intervals, categories nominal; weights are 1.
        found <- daisy(frame, metric = "gower", warnBin = FALSE, warnAsym = FALSE, warnConst = FALSE)
        cat(sprintf("ok seconds=%f undefined=%g\n", proc.time()[["elapsed"]] - begin, mean(is.na(found))))
    } else if (words[1] == "save") {
        square <- sqrt(as.matrix(found))
        square[is.na(square)] <- 1
        writeBin(as.vector(square), sub("^path=", "", words[2]), size = 4, endian = "little")
        cat("ok\n")
    } else {
        cat("error there is no such request\n")
    }
    flush(stdout())
}
