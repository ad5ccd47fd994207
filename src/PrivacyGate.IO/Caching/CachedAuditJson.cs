using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrivacyGate.Auditing.Controls;
using PrivacyGate.IO.Sinks.Json;

namespace PrivacyGate.IO.Caching;

/// <summary>A <see cref="CachedAudit"/> on disk: what is read is what was written, to the last bit. A SHA-256 beside it finds damage that leaves it JSON.</summary>
public static class CachedAuditJson
{
    /// <summary>Grows with every change of the engine's records.</summary>
    public const int Version = 13;

    private const string VersionKey = "version";
    private const string HashKey = "sha256";
    private const string AuditKey = "audit";

    public static void Write(CachedAudit audit, Stream output)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(audit, CachedAuditJsonContext.Default.CachedAudit);
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteNumber(VersionKey, Version);
        writer.WriteString(HashKey, HashOf(json));
        writer.WritePropertyName(AuditKey);
        writer.WriteRawValue(json);
        writer.WriteEndObject();
    }

    /// <exception cref="InvalidDataException">Not an audit of this version, to the letter: for a cache, a miss.</exception>
    public static CachedAudit Read(Stream input)
    {
        try
        {
            using var document = JsonDocument.Parse(input, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement is { ValueKind: JsonValueKind.Object } root ? Read(root) : throw new InvalidDataException("the cached audit is no object");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"the cached audit cannot be read: {problem.Message}", problem);
        }
    }

    private static CachedAudit Read(JsonElement root)
    {
        if (!root.TryGetProperty(VersionKey, out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != Version)
        {
            throw new InvalidDataException($"the cached audit is not of version {Version}");
        }

        if (!root.TryGetProperty(AuditKey, out var audit) || !root.TryGetProperty(HashKey, out var hash)
            || hash.ValueKind != JsonValueKind.String || hash.GetString() != HashOf(JsonMarshal.GetRawUtf8Value(audit)))
        {
            throw new InvalidDataException("the cached audit is damaged");
        }

        var read = audit.Deserialize(CachedAuditJsonContext.Default.CachedAudit) ?? throw new InvalidDataException("the cached audit is empty");

        // A key that is not there is no error to the deserialiser, and leaves null where the engine knows none.
        return JsonSerializer.SerializeToUtf8Bytes(read, CachedAuditJsonContext.Default.CachedAudit).AsSpan().SequenceEqual(JsonMarshal.GetRawUtf8Value(audit))
            ? read
            : throw new InvalidDataException("the cached audit is not as it is written");
    }

    /// <summary>Counts the version in, so that no audit of one can pass for an audit of another.</summary>
    private static string HashOf(ReadOnlySpan<byte> json) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.ASCII.GetBytes(FormattableString.Invariant($"{Version}\n")), .. json]));
}

// Accuracy is NaN when a side has no records, and an upper bound may be infinite.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(LowerCaseEnumConverter<Severity>), typeof(LowerCaseEnumConverter<ColumnKind>)])]
[JsonSerializable(typeof(CachedAudit))]
internal sealed partial class CachedAuditJsonContext : JsonSerializerContext;
