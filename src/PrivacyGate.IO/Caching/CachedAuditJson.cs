using System.Text.Json;
using System.Text.Json.Serialization;
using PrivacyGate.Auditing.Controls;
using PrivacyGate.IO.Sinks;

namespace PrivacyGate.IO.Caching;

/// <summary>A <see cref="CachedAudit"/> on disk: what is read is what was written, to the last bit.</summary>
public static class CachedAuditJson
{
    /// <summary>Grows with every change of the engine's records.</summary>
    public const int Version = 7;

    public static void Write(CachedAudit audit, Stream output) =>
        JsonSerializer.Serialize(output, new CachedAuditEnvelope(Version, audit), CachedAuditJsonContext.Default.CachedAuditEnvelope);

    /// <exception cref="InvalidDataException">Not an audit of this version, to the letter: for a cache, a miss.</exception>
    public static CachedAudit Read(Stream input)
    {
        try
        {
            return JsonSerializer.Deserialize(input, CachedAuditJsonContext.Default.CachedAuditEnvelope) is { Version: Version } envelope
                ? envelope.Audit
                : throw new InvalidDataException($"the cached audit is not of version {Version}");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"the cached audit cannot be read: {problem.Message}", problem);
        }
    }
}

internal sealed record CachedAuditEnvelope(int Version, CachedAudit Audit);

// Accuracy is NaN when a side has no records, and an upper bound may be infinite.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(LowerCaseEnumConverter<Severity>), typeof(LowerCaseEnumConverter<ColumnKind>)])]
[JsonSerializable(typeof(CachedAuditEnvelope))]
internal sealed partial class CachedAuditJsonContext : JsonSerializerContext;
