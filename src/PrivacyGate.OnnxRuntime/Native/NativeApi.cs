namespace Microsoft.ML.OnnxRuntime;

/// <summary>
/// The C functions used, reached by their position in struct OrtApi, which only ever grows at its end. Functions that
/// return a status return nint: zero, or an OrtStatus that <see cref="NativeStatus"/> takes over.
/// </summary>
internal static unsafe class NativeApi
{
    private static readonly Lock Gate = new();
    private static nint library;
    private static void** table;

    internal static string LibraryVersion
    {
        get
        {
            Table();
            return NativeLibraryLoader.Version(library);
        }
    }

    // Errors and environment.
    internal static int GetErrorCode(nint status) => ((delegate* unmanaged<nint, int>)Table()[1])(status);
    internal static byte* GetErrorMessage(nint status) => ((delegate* unmanaged<nint, byte*>)Table()[2])(status);
    internal static nint CreateEnv(int level, byte* logId, nint* env) => ((delegate* unmanaged<int, byte*, nint*, nint>)Table()[3])(level, logId, env);
    internal static nint UpdateEnvWithCustomLogLevel(nint env, int level) => ((delegate* unmanaged<nint, int, nint>)Table()[226])(env, level);
    internal static nint DisableTelemetryEvents(nint env) => ((delegate* unmanaged<nint, nint>)Table()[6])(env);

    // Sessions.
    internal static nint CreateSession(nint env, byte* path, nint options, nint* session) => ((delegate* unmanaged<nint, byte*, nint, nint*, nint>)Table()[7])(env, path, options, session);
    internal static nint CreateSessionFromArray(nint env, byte* model, nuint length, nint options, nint* session) => ((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)Table()[8])(env, model, length, options, session);
    internal static nint Run(nint session, nint runOptions, nint* inputNames, nint* inputs, nuint inputCount, nint* outputNames, nuint outputCount, nint* outputs) => ((delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)Table()[9])(session, runOptions, inputNames, inputs, inputCount, outputNames, outputCount, outputs);
    internal static nint SessionGetInputCount(nint session, nuint* count) => ((delegate* unmanaged<nint, nuint*, nint>)Table()[30])(session, count);
    internal static nint SessionGetOutputCount(nint session, nuint* count) => ((delegate* unmanaged<nint, nuint*, nint>)Table()[31])(session, count);
    internal static nint SessionGetInputTypeInfo(nint session, nuint index, nint* typeInfo) => ((delegate* unmanaged<nint, nuint, nint*, nint>)Table()[33])(session, index, typeInfo);
    internal static nint SessionGetOutputTypeInfo(nint session, nuint index, nint* typeInfo) => ((delegate* unmanaged<nint, nuint, nint*, nint>)Table()[34])(session, index, typeInfo);
    internal static nint SessionGetInputName(nint session, nuint index, nint allocator, nint* name) => ((delegate* unmanaged<nint, nuint, nint, nint*, nint>)Table()[36])(session, index, allocator, name);
    internal static nint SessionGetOutputName(nint session, nuint index, nint allocator, nint* name) => ((delegate* unmanaged<nint, nuint, nint, nint*, nint>)Table()[37])(session, index, allocator, name);
    internal static nint SessionGetOverridableInitializerCount(nint session, nuint* count) => ((delegate* unmanaged<nint, nuint*, nint>)Table()[32])(session, count);
    internal static nint SessionGetOverridableInitializerTypeInfo(nint session, nuint index, nint* typeInfo) => ((delegate* unmanaged<nint, nuint, nint*, nint>)Table()[35])(session, index, typeInfo);
    internal static nint SessionGetOverridableInitializerName(nint session, nuint index, nint allocator, nint* name) => ((delegate* unmanaged<nint, nuint, nint, nint*, nint>)Table()[38])(session, index, allocator, name);
    internal static nint SessionEndProfiling(nint session, nint allocator, nint* path) => ((delegate* unmanaged<nint, nint, nint*, nint>)Table()[110])(session, allocator, path);
    internal static void ReleaseSession(nint session) => ((delegate* unmanaged<nint, void>)Table()[95])(session);

    // Session options.
    internal static nint CreateSessionOptions(nint* options) => ((delegate* unmanaged<nint*, nint>)Table()[10])(options);
    internal static nint SetOptimizedModelFilePath(nint options, byte* path) => ((delegate* unmanaged<nint, byte*, nint>)Table()[11])(options, path);
    internal static nint SetSessionExecutionMode(nint options, int mode) => ((delegate* unmanaged<nint, int, nint>)Table()[13])(options, mode);
    internal static nint EnableProfiling(nint options, byte* prefix) => ((delegate* unmanaged<nint, byte*, nint>)Table()[14])(options, prefix);
    internal static nint DisableProfiling(nint options) => ((delegate* unmanaged<nint, nint>)Table()[15])(options);
    internal static nint EnableMemPattern(nint options) => ((delegate* unmanaged<nint, nint>)Table()[16])(options);
    internal static nint DisableMemPattern(nint options) => ((delegate* unmanaged<nint, nint>)Table()[17])(options);
    internal static nint EnableCpuMemArena(nint options) => ((delegate* unmanaged<nint, nint>)Table()[18])(options);
    internal static nint DisableCpuMemArena(nint options) => ((delegate* unmanaged<nint, nint>)Table()[19])(options);
    internal static nint SetSessionLogId(nint options, byte* id) => ((delegate* unmanaged<nint, byte*, nint>)Table()[20])(options, id);
    internal static nint SetSessionLogVerbosityLevel(nint options, int level) => ((delegate* unmanaged<nint, int, nint>)Table()[21])(options, level);
    internal static nint SetSessionLogSeverityLevel(nint options, int level) => ((delegate* unmanaged<nint, int, nint>)Table()[22])(options, level);
    internal static nint SetSessionGraphOptimizationLevel(nint options, int level) => ((delegate* unmanaged<nint, int, nint>)Table()[23])(options, level);
    internal static nint SetIntraOpNumThreads(nint options, int threads) => ((delegate* unmanaged<nint, int, nint>)Table()[24])(options, threads);
    internal static nint SetInterOpNumThreads(nint options, int threads) => ((delegate* unmanaged<nint, int, nint>)Table()[25])(options, threads);
    internal static nint AddFreeDimensionOverride(nint options, byte* denotation, long value) => ((delegate* unmanaged<nint, byte*, long, nint>)Table()[79])(options, denotation, value);
    internal static nint AddFreeDimensionOverrideByName(nint options, byte* name, long value) => ((delegate* unmanaged<nint, byte*, long, nint>)Table()[124])(options, name, value);
    internal static nint AddSessionConfigEntry(nint options, byte* key, byte* value) => ((delegate* unmanaged<nint, byte*, byte*, nint>)Table()[130])(options, key, value);
    internal static void ReleaseSessionOptions(nint options) => ((delegate* unmanaged<nint, void>)Table()[100])(options);

    // Run options.
    internal static nint CreateRunOptions(nint* options) => ((delegate* unmanaged<nint*, nint>)Table()[39])(options);
    internal static nint RunOptionsSetRunLogVerbosityLevel(nint options, int level) => ((delegate* unmanaged<nint, int, nint>)Table()[40])(options, level);
    internal static nint RunOptionsSetRunLogSeverityLevel(nint options, int level) => ((delegate* unmanaged<nint, int, nint>)Table()[41])(options, level);
    internal static nint RunOptionsSetRunTag(nint options, byte* tag) => ((delegate* unmanaged<nint, byte*, nint>)Table()[42])(options, tag);
    internal static nint RunOptionsSetTerminate(nint options) => ((delegate* unmanaged<nint, nint>)Table()[46])(options);
    internal static nint RunOptionsUnsetTerminate(nint options) => ((delegate* unmanaged<nint, nint>)Table()[47])(options);
    internal static nint AddRunConfigEntry(nint options, byte* key, byte* value) => ((delegate* unmanaged<nint, byte*, byte*, nint>)Table()[165])(options, key, value);
    internal static void ReleaseRunOptions(nint options) => ((delegate* unmanaged<nint, void>)Table()[97])(options);

    // Values.
    internal static nint CreateTensorAsOrtValue(nint allocator, long* shape, nuint rank, int elementType, nint* value) => ((delegate* unmanaged<nint, long*, nuint, int, nint*, nint>)Table()[48])(allocator, shape, rank, elementType, value);
    internal static nint CreateTensorWithDataAsOrtValue(nint memoryInfo, void* data, nuint bytes, long* shape, nuint rank, int elementType, nint* value) => ((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)Table()[49])(memoryInfo, data, bytes, shape, rank, elementType, value);
    internal static nint GetTensorMutableData(nint value, void** data) => ((delegate* unmanaged<nint, void**, nint>)Table()[51])(value, data);
    internal static nint GetStringTensorElementLength(nint value, nuint index, nuint* length) => ((delegate* unmanaged<nint, nuint, nuint*, nint>)Table()[127])(value, index, length);
    internal static nint GetStringTensorElement(nint value, nuint length, nuint index, byte* text) => ((delegate* unmanaged<nint, nuint, nuint, byte*, nint>)Table()[128])(value, length, index, text);
    internal static nint GetResizedStringTensorElementBuffer(nint value, nuint index, nuint length, byte** buffer) => ((delegate* unmanaged<nint, nuint, nuint, byte**, nint>)Table()[252])(value, index, length, buffer);
    internal static nint GetStringTensorDataLength(nint value, nuint* length) => ((delegate* unmanaged<nint, nuint*, nint>)Table()[53])(value, length);
    internal static nint GetStringTensorContent(nint value, byte* text, nuint length, nuint* offsets, nuint count) => ((delegate* unmanaged<nint, byte*, nuint, nuint*, nuint, nint>)Table()[54])(value, text, length, offsets, count);
    internal static nint GetValueType(nint value, int* type) => ((delegate* unmanaged<nint, int*, nint>)Table()[67])(value, type);
    internal static nint GetTensorTypeAndShape(nint value, nint* info) => ((delegate* unmanaged<nint, nint*, nint>)Table()[65])(value, info);
    internal static nint GetValue(nint value, int index, nint allocator, nint* element) => ((delegate* unmanaged<nint, int, nint, nint*, nint>)Table()[80])(value, index, allocator, element);
    internal static nint GetValueCount(nint value, nuint* count) => ((delegate* unmanaged<nint, nuint*, nint>)Table()[81])(value, count);
    internal static void ReleaseValue(nint value) => ((delegate* unmanaged<nint, void>)Table()[96])(value);

    // Types and shapes.
    internal static nint GetOnnxTypeFromTypeInfo(nint typeInfo, int* type) => ((delegate* unmanaged<nint, int*, nint>)Table()[56])(typeInfo, type);
    internal static nint CastTypeInfoToTensorInfo(nint typeInfo, nint* info) => ((delegate* unmanaged<nint, nint*, nint>)Table()[55])(typeInfo, info);
    internal static nint CastTypeInfoToMapTypeInfo(nint typeInfo, nint* info) => ((delegate* unmanaged<nint, nint*, nint>)Table()[103])(typeInfo, info);
    internal static nint CastTypeInfoToSequenceTypeInfo(nint typeInfo, nint* info) => ((delegate* unmanaged<nint, nint*, nint>)Table()[104])(typeInfo, info);
    internal static nint GetMapKeyType(nint mapInfo, int* elementType) => ((delegate* unmanaged<nint, int*, nint>)Table()[105])(mapInfo, elementType);
    internal static nint GetMapValueType(nint mapInfo, nint* typeInfo) => ((delegate* unmanaged<nint, nint*, nint>)Table()[106])(mapInfo, typeInfo);
    internal static nint GetSequenceElementType(nint sequenceInfo, nint* typeInfo) => ((delegate* unmanaged<nint, nint*, nint>)Table()[107])(sequenceInfo, typeInfo);
    internal static nint GetTensorElementType(nint info, int* elementType) => ((delegate* unmanaged<nint, int*, nint>)Table()[60])(info, elementType);
    internal static nint GetDimensionsCount(nint info, nuint* count) => ((delegate* unmanaged<nint, nuint*, nint>)Table()[61])(info, count);
    internal static nint GetDimensions(nint info, long* shape, nuint rank) => ((delegate* unmanaged<nint, long*, nuint, nint>)Table()[62])(info, shape, rank);
    internal static nint GetSymbolicDimensions(nint info, nint* names, nuint rank) => ((delegate* unmanaged<nint, nint*, nuint, nint>)Table()[63])(info, names, rank);
    internal static nint GetTensorShapeElementCount(nint info, nuint* count) => ((delegate* unmanaged<nint, nuint*, nint>)Table()[64])(info, count);
    internal static void ReleaseTypeInfo(nint typeInfo) => ((delegate* unmanaged<nint, void>)Table()[98])(typeInfo);
    internal static void ReleaseTensorTypeAndShapeInfo(nint info) => ((delegate* unmanaged<nint, void>)Table()[99])(info);

    // Memory.
    internal static nint CreateMemoryInfo(byte* name, int allocatorType, int deviceId, int memoryType, nint* info) => ((delegate* unmanaged<byte*, int, int, int, nint*, nint>)Table()[68])(name, allocatorType, deviceId, memoryType, info);
    internal static nint CreateCpuMemoryInfo(int allocatorType, int memoryType, nint* info) => ((delegate* unmanaged<int, int, nint*, nint>)Table()[69])(allocatorType, memoryType, info);
    internal static nint MemoryInfoGetName(nint info, byte** name) => ((delegate* unmanaged<nint, byte**, nint>)Table()[71])(info, name);
    internal static nint MemoryInfoGetId(nint info, int* id) => ((delegate* unmanaged<nint, int*, nint>)Table()[72])(info, id);
    internal static nint MemoryInfoGetMemType(nint info, int* type) => ((delegate* unmanaged<nint, int*, nint>)Table()[73])(info, type);
    internal static nint MemoryInfoGetType(nint info, int* type) => ((delegate* unmanaged<nint, int*, nint>)Table()[74])(info, type);
    internal static nint AllocatorFree(nint allocator, void* memory) => ((delegate* unmanaged<nint, void*, nint>)Table()[76])(allocator, memory);
    internal static nint GetAllocatorWithDefaultOptions(nint* allocator) => ((delegate* unmanaged<nint*, nint>)Table()[78])(allocator);
    internal static nint CreateAllocator(nint session, nint memoryInfo, nint* allocator) => ((delegate* unmanaged<nint, nint, nint*, nint>)Table()[131])(session, memoryInfo, allocator);
    internal static void ReleaseAllocator(nint allocator) => ((delegate* unmanaged<nint, void>)Table()[132])(allocator);
    internal static void ReleaseMemoryInfo(nint info) => ((delegate* unmanaged<nint, void>)Table()[94])(info);

    // Model metadata.
    internal static nint SessionGetModelMetadata(nint session, nint* metadata) => ((delegate* unmanaged<nint, nint*, nint>)Table()[111])(session, metadata);
    internal static nint ModelMetadataGetProducerName(nint metadata, nint allocator, nint* text) => ((delegate* unmanaged<nint, nint, nint*, nint>)Table()[112])(metadata, allocator, text);
    internal static nint ModelMetadataGetGraphName(nint metadata, nint allocator, nint* text) => ((delegate* unmanaged<nint, nint, nint*, nint>)Table()[113])(metadata, allocator, text);
    internal static nint ModelMetadataGetDomain(nint metadata, nint allocator, nint* text) => ((delegate* unmanaged<nint, nint, nint*, nint>)Table()[114])(metadata, allocator, text);
    internal static nint ModelMetadataGetDescription(nint metadata, nint allocator, nint* text) => ((delegate* unmanaged<nint, nint, nint*, nint>)Table()[115])(metadata, allocator, text);
    internal static nint ModelMetadataLookupCustomMetadataMap(nint metadata, nint allocator, byte* key, nint* text) => ((delegate* unmanaged<nint, nint, byte*, nint*, nint>)Table()[116])(metadata, allocator, key, text);
    internal static nint ModelMetadataGetVersion(nint metadata, long* version) => ((delegate* unmanaged<nint, long*, nint>)Table()[117])(metadata, version);
    internal static nint ModelMetadataGetCustomMetadataMapKeys(nint metadata, nint allocator, nint** keys, long* count) => ((delegate* unmanaged<nint, nint, nint**, long*, nint>)Table()[123])(metadata, allocator, keys, count);
    internal static nint ModelMetadataGetGraphDescription(nint metadata, nint allocator, nint* text) => ((delegate* unmanaged<nint, nint, nint*, nint>)Table()[158])(metadata, allocator, text);
    internal static void ReleaseModelMetadata(nint metadata) => ((delegate* unmanaged<nint, void>)Table()[118])(metadata);

    // Binding.
    internal static nint RunWithBinding(nint session, nint runOptions, nint binding) => ((delegate* unmanaged<nint, nint, nint, nint>)Table()[133])(session, runOptions, binding);
    internal static nint CreateIoBinding(nint session, nint* binding) => ((delegate* unmanaged<nint, nint*, nint>)Table()[134])(session, binding);
    internal static nint BindInput(nint binding, byte* name, nint value) => ((delegate* unmanaged<nint, byte*, nint, nint>)Table()[136])(binding, name, value);
    internal static nint BindOutput(nint binding, byte* name, nint value) => ((delegate* unmanaged<nint, byte*, nint, nint>)Table()[137])(binding, name, value);
    internal static nint BindOutputToDevice(nint binding, byte* name, nint memoryInfo) => ((delegate* unmanaged<nint, byte*, nint, nint>)Table()[138])(binding, name, memoryInfo);
    internal static nint GetBoundOutputNames(nint binding, nint allocator, byte** text, nuint** lengths, nuint* count) => ((delegate* unmanaged<nint, nint, byte**, nuint**, nuint*, nint>)Table()[139])(binding, allocator, text, lengths, count);
    internal static nint GetBoundOutputValues(nint binding, nint allocator, nint** values, nuint* count) => ((delegate* unmanaged<nint, nint, nint**, nuint*, nint>)Table()[140])(binding, allocator, values, count);
    internal static void ClearBoundInputs(nint binding) => ((delegate* unmanaged<nint, void>)Table()[141])(binding);
    internal static void ClearBoundOutputs(nint binding) => ((delegate* unmanaged<nint, void>)Table()[142])(binding);
    internal static void ReleaseIoBinding(nint binding) => ((delegate* unmanaged<nint, void>)Table()[135])(binding);

    internal static void ReleaseStatus(nint status) => ((delegate* unmanaged<nint, void>)Table()[93])(status);
    internal static void ReleaseEnv(nint env) => ((delegate* unmanaged<nint, void>)Table()[92])(env);

    // A static constructor would wrap a coded failure in TypeInitializationException and never try again.
    private static void** Table() => table is not null ? table : LoadTable();

    private static void** LoadTable()
    {
        lock (Gate)
        {
            if (table is null)
            {
                library = NativeLibraryLoader.Load(
                    NativePlatform.Current, Environment.GetEnvironmentVariable(NativeLibraryLocator.OverrideVariable));
                table = NativeLibraryLoader.LoadTable(library);
            }

            return table;
        }
    }
}
