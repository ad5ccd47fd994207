using System.Text.Json;
using System.Text.Json.Serialization;
using PrivacyGate.Auditing;

namespace PrivacyGate.IO.Sinks;

/// <summary>An <see cref="AuditReport"/> on disk for the result cache: what is read is what was written, to the last bit.</summary>
public static class AuditReportJson
{
    /// <summary>Grows with every change of the engine's records.</summary>
    public const int Version = 1;

    public static void Write(AuditReport report, Stream output) =>
        JsonSerializer.Serialize(output, new AuditReportEnvelope(Version, report), AuditReportJsonContext.Default.AuditReportEnvelope);

    /// <exception cref="InvalidDataException">Not a report of this version, to the letter: for a cache, a miss.</exception>
    public static AuditReport Read(Stream input)
    {
        try
        {
            return JsonSerializer.Deserialize(input, AuditReportJsonContext.Default.AuditReportEnvelope) is { Version: Version } envelope
                ? envelope.Report
                : throw new InvalidDataException($"the cached audit is not of version {Version}");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"the cached audit cannot be read: {problem.Message}", problem);
        }
    }
}

internal sealed record AuditReportEnvelope(int Version, AuditReport Report);

// Accuracy is NaN when a side has no records, and an upper bound may be infinite.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(LowerCaseEnumConverter<Severity>)])]
[JsonSerializable(typeof(AuditReportEnvelope))]
internal sealed partial class AuditReportJsonContext : JsonSerializerContext;
