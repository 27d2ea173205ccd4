"""How people write names -> how O*NET does: from general knowledge of the trade.

No row of O*NET and no posting is quoted here. A spelling counts only where the release has
the name.
"""

from typing import Final

__all__ = ["ALIASES", "EXTRAS", "TOOL_ALIASES", "spellings"]

#: One O*NET name a line, then other ways to write it.
ALIASES: Final = """
Microsoft Office software: ms office, microsoft office, microsoft office suite, ms office suite,
  office suite, office 365, microsoft office 365, O365, microsoft 365, M365, ms suite, microsoft
  suite, microsoft applications, microsoft products
Microsoft SQL Server: ms sql server, ms sql, mssql, sql server
Microsoft SQL Server Reporting Services SSRS: SSRS
Microsoft SQL Server Integration Services SSIS: SSIS
Microsoft PowerPoint: power point
Microsoft Power BI: powerbi, power bi
Microsoft PowerShell: powershell
Microsoft SharePoint: sharepoint online, share point
Microsoft Active Directory: active directory
Microsoft Azure software: azure, microsoft azure, azure cloud
Microsoft Dynamics: dynamics 365, dynamics ax, dynamics crm, dynamics nav
Microsoft .NET Framework: .net, dot net, dotnet, .net core, net core, net framework, .net
  framework
Microsoft ASP.NET: asp.net core, asp.net mvc, asp.net
Microsoft Visual Basic.NET: vb.net
Microsoft Visual Basic for Applications VBA: vba
Microsoft Excel: excel macros, ms excel, excel spreadsheets
Microsoft Visual Studio: vs code, visual studio code, vscode, visual studio
Microsoft Teams: ms teams
Microsoft Internet Explorer: internet explorer
Microsoft Windows: windows 10, windows 11, windows 7, windows os, ms windows, windows, windows
  xp, windows desktop, windows operating system
Microsoft Windows Server: windows server
Amazon Web Services AWS software: AWS, amazon web services, amazon aws, aws cloud
Amazon Elastic Compute Cloud EC2: EC2
Amazon Simple Storage Service S3: S3, amazon s3
Amazon DynamoDB: dynamo db, dynamodb
Amazon Redshift: redshift
Amazon Web Services AWS CloudFormation: cloudformation
Google Workspace software: google workspace, g suite, gsuite, google suite, google apps
Google Ads: adwords, google adwords
Google Gmail: gmail
Go: golang, go lang
Adobe Creative Cloud software: adobe suite, adobe creative suite, creative suite, adobe creative
  cloud, creative cloud, adobe cc
Adobe InDesign: indesign
Adobe After Effects: after effects, aftereffects
Adobe Premiere Pro: premiere pro, adobe premiere
Apple Final Cut Pro: final cut pro
Apple macOS: mac os, macos, mac os x, os x
Apple iOS: ios
Oracle Java: java, core java, java se, java ee, javaee, j2ee, jee, java 8
Enterprise JavaBeans: EJB
Oracle JavaServer Pages JSP: JSP
Oracle Database: oracle database, oracle db, oracle
Oracle PL/SQL: pl sql, plsql, pl/sql
Transact-SQL: t-sql, tsql
MySQL: my sql
Structured query language SQL: sql
PostgreSQL: postgres, postgresql, postgre sql
MongoDB: mongo, mongo db
Elasticsearch: elastic search
NoSQL: no sql
IBM DB2: DB2
Apache Hadoop: HDFS
Apache Kafka: kafka
Apache Spark: spark, pyspark
Apache HTTP Server: apache
Apache Tomcat: tomcat
Apache Subversion SVN: svn, subversion
JavaScript: js, java script, es6, ecmascript, vanilla js
TypeScript: type script
JavaScript Object Notation JSON: json
Node.js: nodejs, node js, node
React: reactjs, react js
Google Angular: angularjs, angular js, angular
Vue.js: vuejs, vue js, vue
Hypertext markup language HTML: html
Cascading style sheets CSS: css
Extensible markup language XML: xml
AJAX: ajax
RESTful API: rest api, rest apis, restful apis, restful services, restful web services
Ruby on Rails: ROR, ruby on rails
Spring Framework: spring, spring mvc, spring framework
Spring Boot: springboot, spring boot
Hibernate ORM: hibernate
Jenkins CI: jenkins
Kubernetes: K8S, kubernetes
Red Hat OpenShift: openshift
Red Hat Enterprise Linux: RHEL, red hat, redhat
GitLab: gitlab
GitHub: git hub
Atlassian Bitbucket: bit bucket
Selenium: selenium webdriver
Splunk Enterprise: splunk
Ansible software: ansible
Docker: docker, docker compose
VMware: vmware
Shell script: shell scripting, shell scripts
Bash: bash scripting
UNIX Shell: unix shell
Objective C: objective c, obj-c
C#: c sharp
C++: cpp, c plus plus
RStudio: r studio
The MathWorks MATLAB: matlab
MathWorks Simulink: simulink
IBM SPSS Statistics: spss
StataCorp Stata: stata
National Instruments LabVIEW: labview
Jupyter Notebook: jupyter, jupyter notebooks
ESRI ArcGIS software: arcgis, arc gis
Autodesk AutoCAD: auto cad, autocad, autocad lt
Dassault Systemes SolidWorks: solid works, solidworks
Dassault Systemes CATIA: catia
Autodesk AutoCAD Civil 3D: civil 3d
Trimble SketchUp Pro: sketchup, sketch up
PTC Creo Parametric: creo
Bentley MicroStation: microstation
Oracle Primavera Enterprise Project Portfolio Management: primavera, primavera p6, P6
Microsoft Project: ms project
Intuit QuickBooks: quick books, quickbooks, quickbooks online
SAP software: SAP, sap erp, sap s4 hana, sap hana, s/4hana
SAP Business Objects: sap business objects, business objects, businessobjects
SAP Crystal Reports: crystal reports
Salesforce software: salesforce, salesforce crm, salesforce.com, SFDC
HubSpot software: hubspot
Marketo Marketing Automation: marketo
Workday software: workday
Oracle PeopleSoft: peoplesoft
Oracle JD Edwards EnterpriseOne: jd edwards
NetSuite ERP: netsuite
Oracle Hyperion: hyperion
ADP Workforce Now: ADP
Kronos Workforce Timekeeper: kronos, UKG
Oracle Taleo: taleo
Epic Systems: epic emr, epic ehr, epic systems
MEDITECH software: meditech
eClinicalWorks EHR software: eclinicalworks
Henry Schein Dentrix: dentrix
Yardi software: yardi
Electronic medical record EMR software: EMR, electronic medical records, electronic medical
  record
Electronic health record EHR software: EHR, electronic health records, electronic health record
Customer relationship management CRM software: CRM
Enterprise resource planning ERP software: ERP
Warehouse management system WMS: WMS
Learning management system LMS: LMS
Computerized maintenance management system CMMS: CMMS
Laboratory information management system LIMS: LIMS
Human resource information system (HRIS): HRIS
Computer aided design CAD software: CAD
Geographic information system GIS software: GIS
Point of sale POS software: point of sale system, point of sale systems, point of sale, pos
  system, pos systems
Programmable logic controller PLC software: plc programming
Word processing software: word processing, word processing programs, word processing program,
  word processor
Spreadsheet software: spreadsheet, spreadsheets, spreadsheet program, spreadsheet programs
Presentation software: presentation programs
Database software: database programs, database applications
Web browser software: web browsers, internet browsers
Email software: e-mail software, email systems
Social media sites: social media platforms
WordPress: wordpress
IBM Lotus Notes: lotus notes
Cisco Webex: webex
Twitter: twitter
TikTok: tik tok
Atlassian JIRA: jira
Atlassian Confluence: confluence
ServiceNow: service now
Tableau: tableau
Qlik Tech QlikView: qlik, qlikview
Informatica software: informatica
Common business oriented language COBOL: cobol
Formula translation/translator FORTRAN: fortran
Adobe Flash: flash
Swift: swift
Google Android: android
Google Chrome: chrome, google chrome
Apple Safari: safari
Mozilla Firefox: firefox
Microsoft Visual Basic: visual basic, vb6
Apache Struts: struts
Avid Technology Pro Tools: pro tools, protools
Siemens NX: NX, unigraphics nx, siemens unigraphics
Finite element analysis FEA software: FEA
Computational fluid dynamics CFD software: CFD
Electronic data interchange EDI software: EDI
Materials requirement planning MRP software: MRP
Border Gateway Protocol BGP: BGP
Geographic resources analysis support system GRASS: grass gis
GNU Image Manipulation Program GIMP: GIMP
IBM AIX: AIX
Computerized numerical control CNC software: cnc programming
Google Sheets: google spreadsheets
"""

#: The same for tools; plurals are made from these.
TOOL_ALIASES: Final = """
Laptop computers: laptop
Forklifts: fork lift, forklift truck, fork lift truck
Laser facsimile machines: fax machine
Photocopying equipment: copier, photocopier, copy machine
Multi-line telephone systems: multi-line phone, multi-line phone system, multi-line telephone
Two way radios: two-way radio, walkie talkie
10-key calculators: 10-key, ten key, 10 key calculator
Measuring tapes: tape measure
Pallet jacks: pallet jack, electric pallet jack, pallet truck
Hand trucks: hand truck
Barcode scanners: barcode scanner, bar code scanner
Hard hats: hard hat
Cash registers: cash register
Power drills: power drill
Digital cameras: digital camera
Mechanical stethoscopes: stethoscope
Blood pressure cuffs: blood pressure cuff
Automated external defibrillators AED: AED
Smartphones: smartphone, smart phone
Interactive whiteboards: smartboard, smart board
"""

#: Widely used names that releases up to 29.3 lack, under O*NET's own categories.
EXTRAS: Final = """
Web platform development software: Next.js, Nuxt.js, Nest.js, Express.js, Svelte, Laravel,
  Symfony, CodeIgniter, Zend Framework, CakePHP, Yii, Flask, FastAPI, ASP.NET Web API,
  JavaServer Faces JSF, Thymeleaf, JSTL, JAX-RS, JAX-WS, JAXB, Vuex, NgRx, RxJS, Ramda,
  Three.js, D3.js, Sass, SCSS, Tailwind CSS, Bulma, Material UI, Webpack, Vite, Babel, Snowpack,
  Strapi, Ionic Framework, React Native, Redux, Redux-Saga, Flutter, Xamarin, Cordova,
  Electron.js, Gatsby, SAPUI5, Magento, Shopify, WooCommerce, Contentful, Sitecore, TYPO3,
  Vaadin, Google Web Toolkit, Lodash, Ember.js, WebGL, fp-ts, io-ts, Handlebars.js, npm, Yarn
Object or component oriented development software: Kotlin, Rust, Clojure, Elixir, Erlang,
  Haskell, F#, Dart, Julia, Lua, OCaml, Qt, Clang, GNU Compiler Collection GCC, CMake, Android
  Studio, Android SDK, Cocoa, Cocoa Touch, CocoaPods, SwiftUI, UIKit, RxJava, RxSwift, Dagger,
  Butterknife, Windows Presentation Foundation WPF, WinForms, Entity Framework, Enterprise
  JavaBeans EJB, Java Message Service JMS, Java Persistence API JPA, Jakarta EE, Quarkus,
  Micronaut, jOOQ, MyBatis, Project Lombok, Spring Cloud, Spring Security, Akka, Play Framework,
  gRPC, OpenCV, CUDA, OpenCL, Boost C++, Protocol Buffers, IntelliJ IDEA, PyCharm, Xcode, Keil,
  Yocto, FreeRTOS
Program testing software: Jest, Mocha, Jasmine, Cypress, Playwright, Puppeteer, TestCafe,
  Appium, Cucumber, Mockito, MockK, EasyMock, PowerMock, Enzyme, Protractor, WebdriverIO,
  TestNG, pytest, PHPUnit, NUnit, RSpec, Espresso, XCTest, BrowserStack, Sauce Labs, Postman,
  SoapUI, SonarQube, JMeter, Gatling, Locust, Robot Framework, YourKit, Java Mission Control,
  Ghost Inspector
Development environment software: CircleCI, Travis CI, GitLab CI, GitHub Actions, Azure DevOps,
  TeamCity, Concourse CI, Spinnaker, Argo CD, Fastlane, JFrog Artifactory, Sonatype Nexus, Drone
  CI, Bazel, Gradle
Configuration management software: SaltStack, HashiCorp Vault, Consul, Vagrant, Packer, Helm
Cloud-based management software: Google Cloud Platform GCP, Google Cloud, AWS Lambda, AWS
  Elastic Beanstalk, AWS Fargate, Amazon Elastic Container Service ECS, Amazon EKS, Amazon
  CloudFront, Amazon CloudWatch, CloudSearch, Amazon Simple Notification Service SNS, Amazon
  Simple Queue Service SQS, Elastic Load Balancing ELB, AWS Glue, AWS Step Functions, Amazon
  SageMaker, Amazon Kinesis, Amazon Athena, Azure Functions, Google Kubernetes Engine GKE,
  Serverless Framework, Istio, Rancher, Docker Swarm, Docker Compose, Heroku, DigitalOcean,
  Cloudflare, Netlify, Vercel, Pivotal Cloud Foundry PCF, Cloud Foundry, OpenStack, Firebase,
  AWS CDK, Pulumi, Linkerd
Data base management system software: Snowflake, Amazon Aurora, Amazon RDS, Amazon DocumentDB,
  MariaDB, CockroachDB, Couchbase, CouchDB, Aerospike, Hazelcast, Memcached, Neo4j, InfluxDB,
  TimescaleDB, ClickHouse, Apache HBase, Firestore, Google BigQuery, Presto, Trino, Databricks,
  Delta Lake, Vertica, Greenplum, Azure SQL Database, Cosmos DB, SQLite, SAP HANA
Enterprise application integration software: RabbitMQ, ActiveMQ, IBM MQ, Apache Camel, MuleSoft,
  TIBCO, Camunda, Dell Boomi, Apache NiFi, Airbyte, Fivetran, Meltano, PipelineWise, dbt, Apache
  Airflow, Luigi, Zapier, Kafka Streams, Azure Data Factory, Talend, Apache Flink, Apache Beam
Analytical or scientific software: pandas, NumPy, SciPy, scikit-learn, statsmodels, PyTorch,
  Keras, XGBoost, LightGBM, spaCy, NLTK, Hugging Face, MLflow, Kubeflow, Dask, SparkML, MLeap,
  ggplot2, dplyr, tidyverse, Shiny
Business intelligence and data analysis software: Looker, Looker Studio, Google Data Studio,
  Metabase, Apache Superset, Amplitude, Mixpanel, Heap Analytics, Google Tag Manager, Adobe
  Analytics, ThoughtSpot, Sisense, Domo
Network monitoring software: Prometheus, Grafana, Datadog, New Relic, Dynatrace, AppDynamics,
  Zabbix, PagerDuty, Kibana, Logstash, Elastic Stack, ELK Stack, Elastic Stack ELK, Jaeger,
  OpenTelemetry, Sentry, DTrace, Blackfire, SolarWinds
Application server software: nginx, HAProxy, Apache ActiveMQ Artemis, GlassFish, Jetty,
  Gunicorn, Envoy Proxy, Netflix Eureka, IIS
Project management software: Monday.com, ClickUp, Wrike, Smartsheet, Basecamp, Aha!, Azure
  Boards, Rally Software
Graphics or photo imaging software: Adobe XD, Canva, InVision, Zeplin, Procreate, Affinity
  Designer, Adobe Lightroom
Customer relationship management CRM software: Zendesk, Freshdesk, Intercom, Zoho CRM,
  Pipedrive, Salesforce Marketing Cloud, Outreach.io, Gainsight, SalesLoft, Mailchimp, Klaviyo,
  Braze
Enterprise resource planning ERP software: Dynamics 365 Business Central, Odoo, Oracle Cloud
  ERP, SAP S/4HANA, SAP Leonardo, SAP Ariba, SAP Concur, IBM iSeries, Coupa
Human resources software: BambooHR, Greenhouse Recruiting, iCIMS, SAP SuccessFactors, Paycom,
  Paylocity, Paychex, Rippling, Gusto
Web page creation and editing software: Squarespace, Wix, Webflow, Instagram Ads, Hootsuite,
  TikTok, Pinterest
Video conferencing software: Google Hangouts, BlueJeans
Operating system software: Debian, CentOS, Chrome OS, FreeBSD, IBM AIX, Linux kernel, SUSE Linux
Medical software: Cerner Millennium, athenahealth, Athenahealth athenaNet, PointClickCare,
  Kareo, DrChrono, DHIS2
Access software: Okta, Auth0, Keycloak, CyberArk, SailPoint
Internet browser software: Google Chrome, Microsoft Edge
"""


def spellings(text: str) -> dict[str, list[str]]:
    """Return the first part of every entry -> its other parts.

    Examples
    --------
    >>> spellings("Go: golang, go lang\\nPerl: perl")
    {'Go': ['golang', 'go lang'], 'Perl': ['perl']}
    """
    entries = text.replace("\n  ", " ").strip().splitlines()
    parted = (entry.partition(": ") for entry in entries)
    return {head: tail.split(", ") for head, _, tail in parted}
