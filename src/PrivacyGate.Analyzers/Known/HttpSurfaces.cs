using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PrivacyGate.Analyzers.Known;

/// <summary>Methods whose result leaves the process, and calls that send their arguments.</summary>
internal sealed class HttpSurfaces(Compilation compilation)
{
    private readonly MethodTable maps = new(
        compilation,
        ("Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions", "Map MapGet MapPost MapPut MapDelete MapPatch MapMethods MapFallback"));

    private readonly MethodTable sends = new(
        compilation,
        ("Microsoft.AspNetCore.Http.HttpResponseWritingExtensions", "*"),
        ("Microsoft.AspNetCore.Http.HttpResponseJsonExtensions", "*"),
        ("Microsoft.Azure.Functions.Worker.Http.HttpResponseData", "WriteString WriteStringAsync WriteBytes WriteBytesAsync WriteAsJsonAsync"),
        ("Microsoft.Azure.Functions.Worker.Http.HttpResponseDataExtensions", "*"),
        ("Microsoft.AspNetCore.SignalR.ClientProxyExtensions", "*"),
        ("Microsoft.AspNetCore.SignalR.IClientProxy", "*"),
        ("Grpc.Core.IAsyncStreamWriter`1", "WriteAsync"),
        ("Grpc.Core.IServerStreamWriter`1", "WriteAsync"));

    public bool MapsEndpoint(IMethodSymbol method) => maps.Contains(method);

    public bool Sends(IInvocationOperation call) => sends.Contains(call.TargetMethod) || CallsTypedClient(call.Instance);

    /// <summary>What kind of endpoint the method is, in words; null for what is none.</summary>
    public static string? Describe(IMethodSymbol method) => method switch
    {
        { MethodKind: not MethodKind.Ordinary } or { IsStatic: true, ContainingType.IsStatic: false } when !IsFunction(method) => null,
        _ when IsFunction(method) => $"the Azure Function '{method.Name}'",
        _ when IsAction(method) => $"the controller action '{method.Name}'",
        _ when IsRemoteCall(method) => $"the gRPC method '{method.Name}'",
        _ when IsHubMethod(method) => $"the hub method '{method.Name}'",
        _ => null,
    };

    private static bool IsAction(IMethodSymbol method) =>
        method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsAbstract: false }
        && !Shapes.HasAttribute(method, "NonActionAttribute")
        && (Shapes.DerivesFrom(method.ContainingType, "ControllerBase", "ApiController") || Shapes.HasAttribute(method.ContainingType, "ApiControllerAttribute"))
        && !Shapes.HasAttribute(method.ContainingType, "NonControllerAttribute");

    private static bool IsRemoteCall(IMethodSymbol method) =>
        method.IsOverride && method.Parameters.Any(static parameter => parameter.Type is { Name: "ServerCallContext", ContainingNamespace.Name: "Core" });

    private static bool IsHubMethod(IMethodSymbol method) =>
        method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsOverride: false }
        && Shapes.DerivesFrom(method.ContainingType, "Hub");

    private static bool IsFunction(IMethodSymbol method) =>
        Shapes.HasAttribute(method, "FunctionAttribute", "FunctionNameAttribute")
        && method.Parameters.Any(static parameter => Shapes.HasAttribute(parameter, "HttpTriggerAttribute"));

    /// <summary>Clients.All.Notify(scores): the interface of a strongly typed hub's clients is called, never implemented.</summary>
    private static bool CallsTypedClient(IOperation? receiver) => receiver switch
    {
        IPropertyReferenceOperation property => IsClients(property.Property.ContainingType),
        IInvocationOperation call => IsClients(call.TargetMethod.ContainingType),
        _ => false,
    };

    private static bool IsClients(INamedTypeSymbol type) =>
        type is { Name: "IHubClients" or "IHubCallerClients", TypeArguments.Length: 1, ContainingNamespace.Name: "SignalR" };
}
