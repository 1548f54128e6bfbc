import TagPluginKit

@c(tagplugin_ConvolutionKernel)
public func entry(_ host: HostPointer, _ plugin: PluginPointer) -> EntryStatus {
    let description = PluginDescription(
        name: "ConvolutionKernel", version: "1.0.0",
        summary: "class of the reconstruction kernel, a term of the dictionary convolution-kernels, and Siemens' iterative strength")
    return register(description, host, plugin) { host in [KernelParser(host: host)] }
}
