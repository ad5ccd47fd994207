using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PrivacyGate.Analyzers.Known;

/// <summary>Calls that write to logs, traces, metrics or telemetry.</summary>
internal sealed class LogSinks(Compilation compilation)
{
    /// <summary>Types that only servers reference. Grpc.Core.Api is none: every client of gRPC has it.</summary>
    private static readonly string[] Servers =
        ["Microsoft.AspNetCore.Builder.IApplicationBuilder", "Microsoft.Azure.Functions.Worker.FunctionContext", "Grpc.AspNetCore.Server.GrpcServiceOptions"];

    private readonly MethodTable writers = new(
        compilation,
        ("Microsoft.Extensions.Logging.LoggerExtensions", "*"),
        ("Microsoft.Extensions.Logging.ILogger", "Log"),
        ("System.Diagnostics.Activity", "SetTag AddTag AddBaggage SetBaggage SetCustomProperty"),
        ("System.Diagnostics.Trace", "*"),
        ("System.Diagnostics.TraceSource", "*"),
        ("System.Diagnostics.Metrics.Histogram`1", "Record"),
        ("System.Diagnostics.Metrics.Gauge`1", "Record"),
        ("System.Diagnostics.Metrics.Counter`1", "Add"),
        ("System.Diagnostics.Metrics.UpDownCounter`1", "Add"),
        ("Microsoft.ApplicationInsights.TelemetryClient", "*"),
        ("Serilog.ILogger", "*"),
        ("Serilog.Log", "*"),
        ("NLog.Logger", "*"),
        ("NLog.ILogger", "*"),
        ("log4net.ILog", "*"));

    /// <summary>What a server prints is kept as its log; what a console program prints is its answer.</summary>
    private readonly MethodTable consoles = IsServer(compilation) ? new(compilation, ("System.Console", "Write WriteLine")) : new(compilation);

    public bool Contains(IInvocationOperation call) =>
        writers.Contains(call.TargetMethod)
        || consoles.Contains(call.TargetMethod)
        || (!consoles.IsEmpty && IsStandardStream(call))
        || (call.TargetMethod.IsPartialDefinition && Shapes.HasAttribute(call.TargetMethod, "LoggerMessageAttribute"));

    private static bool IsStandardStream(IInvocationOperation call) =>
        call.TargetMethod.Name is "Write" or "WriteLine" or "WriteAsync" or "WriteLineAsync"
        && call.Instance is IPropertyReferenceOperation { Property: { Name: "Out" or "Error", ContainingType: { Name: "Console", ContainingNamespace.Name: "System" } } };

    private static bool IsServer(Compilation compilation) => Servers.Any(name => compilation.GetTypesByMetadataName(name).Length > 0);
}
